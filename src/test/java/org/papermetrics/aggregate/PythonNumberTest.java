package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The texts are what Python prints for the same literals. */
class PythonNumberTest {
  @Test
  void integersHaveNoPoint() {
    assertThat(PythonNumber.text(10L)).isEqualTo("10");
    assertThat(PythonNumber.text(0L)).isEqualTo("0");
    assertThat(PythonNumber.text(-7L)).isEqualTo("-7");
    assertThat(PythonNumber.text(9007199254740993L)).isEqualTo("9007199254740993");
    assertThat(PythonNumber.text(new BigInteger("10000000000000000000000000")))
        .isEqualTo("10000000000000000000000000");
  }

  @Test
  void floatsHaveOne() {
    assertThat(PythonNumber.text(1.0)).isEqualTo("1.0");
    assertThat(PythonNumber.text(100.0)).isEqualTo("100.0");
    assertThat(PythonNumber.text(0.0)).isEqualTo("0.0");
    assertThat(PythonNumber.text(-0.0)).isEqualTo("-0.0");
    assertThat(PythonNumber.text(0.001)).isEqualTo("0.001");
    assertThat(PythonNumber.text(4.35)).isEqualTo("4.35");
    assertThat(PythonNumber.text(123456789.123)).isEqualTo("123456789.123");
  }

  @Test
  void theFewestDigitsThatGiveTheSameNumber() {
    assertThat(PythonNumber.text(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(PythonNumber.text(1.0 / 3)).isEqualTo("0.3333333333333333");
    assertThat(PythonNumber.text(0x1p53)).isEqualTo("9007199254740992.0");
    assertThat(PythonNumber.text(2.0E-3)).isEqualTo("0.002");
    assertThat(PythonNumber.text(Double.parseDouble("1e23"))).isEqualTo("1e+23");
    assertThat(PythonNumber.text(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(PythonNumber.text(3 * Double.MIN_VALUE)).isEqualTo("1.5e-323");
    assertThat(PythonNumber.text(Double.MIN_NORMAL)).isEqualTo("2.2250738585072014e-308");
    assertThat(PythonNumber.text(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
  }

  @Test
  void aPowerOfTwoMayBeRoundedAwayFromZero() {
    assertThat(PythonNumber.text(0x1p-44)).isEqualTo("5.684341886080802e-14");
    assertThat(PythonNumber.text(-0x1p-44)).isEqualTo("-5.684341886080802e-14");
    assertThat(PythonNumber.text(0x1p-24)).isEqualTo("5.960464477539063e-08");
    assertThat(PythonNumber.text(0x1p-20)).isEqualTo("9.5367431640625e-07");
    assertThat(PythonNumber.text(0x1p89)).isEqualTo("6.189700196426902e+26");
    assertThat(PythonNumber.text(0x1p976)).isEqualTo("6.386688990511104e+293");
  }

  @Test
  void anExponentStandsBelowOneTenThousandth() {
    assertThat(PythonNumber.text(0.0001)).isEqualTo("0.0001");
    assertThat(PythonNumber.text(0.00012345)).isEqualTo("0.00012345");
    assertThat(PythonNumber.text(1e-05)).isEqualTo("1e-05");
    assertThat(PythonNumber.text(5e-05)).isEqualTo("5e-05");
    assertThat(PythonNumber.text(-2.5e-07)).isEqualTo("-2.5e-07");
  }

  @Test
  void anExponentStandsFromTenToTheSixteenth() {
    assertThat(PythonNumber.text(1e15)).isEqualTo("1000000000000000.0");
    assertThat(PythonNumber.text(9999999999999998.0)).isEqualTo("9999999999999998.0");
    assertThat(PythonNumber.text(1e16)).isEqualTo("1e+16");
    assertThat(PythonNumber.text(1e22)).isEqualTo("1e+22");
    assertThat(PythonNumber.text(1e100)).isEqualTo("1e+100");
  }

  @Property(tries = 500)
  void theTextGivesTheSameNumberBack(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      String text = PythonNumber.text(value);
      assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
          .isEqualTo(Double.doubleToLongBits(value));
      assertThat(text).hasSizeLessThanOrEqualTo(24);
    }
  }
}
