package org.papermetrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleJoinerTest {

  @Test
  void aModuleStandsAfterThoseThatItImportsAndEachStandsOnce() {
    String joined =
        ModuleJoiner.join(
            "main",
            Map.of(
                "main", "import { a } from 'a';\nimport { b as c } from 'b';\nrun(a, c);\n",
                "a", "import * as b from 'b';\nexport const a = b.b;\n",
                "b", "export function b() {}\nexport async function d() {}\nexport class E {}\n",
                "unused", "export const never = 1;\n"));
    assertThat(joined)
        .isEqualTo(
            """
            const $modules = {};
            $modules['b'] = (() => {
            function b() {}
            async function d() {}
            class E {}
            return { b, d, E };
            })();
            $modules['a'] = (() => {
            const b = $modules['b'];
            const a = b.b;
            return { a };
            })();
            $modules['main'] = (() => {
            const { a } = $modules['a'];
            const { b: c } = $modules['b'];
            run(a, c);
            return {  };
            })();
            """);
  }

  @Test
  void docCommentsOfWholeLinesAreLeftOutButForLicences() {
    String code =
        """
        const a = /** @type {any} */ (1);
          /** @type {any} */ (
            b
          );
        // a remark
        """;
    String joined =
        ModuleJoiner.join(
            "main",
            Map.of(
                "main",
                "/** A $1\n * @param {x} y\n */\n  /** One. */\n/**\n * @license X\n */\n" + code));
    assertThat(joined)
        .isEqualTo(
            "const $modules = {};\n$modules['main'] = (() => {\n/**\n * @license X\n */\n"
                + code
                + "return {  };\n})();\n");
  }

  @Test
  void importsMayTakeSeveralLinesAndTextIsLeftAlone() {
    String joined =
        ModuleJoiner.join(
            "main",
            Map.of(
                "main",
                "import {\n  a,\n  b as c,\n} from 'a';\n  // export $1 \\ import('late')\n",
                "a",
                "export const a = '$1';\nexport const b = 1;\n"));
    assertThat(joined)
        .contains("const {\n  a,\n  b: c,\n} = $modules['a'];")
        .contains("const a = '$1';", "  // export $1 \\ import('late')".strip());
  }

  @Test
  void theListOfExportsOfAMinifiedModuleIsUnderstood() {
    String joined = ModuleJoiner.join("lib", Map.of("lib", "const x=1,y=2;export{x as html,y};\n"));
    assertThat(joined).contains("const x=1,y=2;\nreturn { html: x, y: y };");
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    for (String statement :
        new String[] {
          "export default 1;",
          "export let a = 1;",
          "export { a } from 'b';",
          "export * from 'b';",
          "export const { a } = b;",
          "import a from 'main';",
          "import 'main';",
        }) {
      assertThatThrownBy(() -> ModuleJoiner.join("main", Map.of("main", statement)))
          .as(statement)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("main cannot be joined: ");
    }
  }

  @Test
  void aMissingModuleAndACircleAreRefused() {
    assertThatThrownBy(() -> ModuleJoiner.join("main", Map.of("main", "import { a } from 'a';\n")))
        .hasMessageContaining("the module a is missing");
    assertThatThrownBy(
            () ->
                ModuleJoiner.join(
                    "a", Map.of("a", "import { b } from 'b';\n", "b", "import { a } from 'a';\n")))
        .hasMessageContaining("a imports itself by way of others: [a, b]");
  }
}
