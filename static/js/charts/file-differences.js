// @ts-check
/** Runs against a reference run in each audio file of long context: a dot for each run and file. Pure. */
import {
  axisStyle,
  colourOf,
  fullName,
  inPlot,
  MARGIN,
  named,
  numberAxis,
  plotOf,
} from 'app/charts/figure.js';
import { guideSeries } from 'app/charts/guides.js';
import { axisOver, padded, rangeOf } from 'app/charts/scale.js';
import { fixed, integer, signed } from 'app/lib/format.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/local-loss.js').FileDifference} FileDifference */
/** @typedef {import('app/charts/figure.js').Figure} Figure */

/** @typedef {{who: Participant, differences: readonly FileDifference[]}} Compared */

/** The part of the place of a file that its dots take. */
const SPREAD = 0.6;

const DIGITS = 3;

/**
 * @param {readonly Compared[]} compared the runs that are compared, without the reference
 * @param {Participant} reference
 * @returns {Figure}
 */
export function differencesFigure(compared, reference) {
  const count = 1 + Math.max(...compared.flatMap(({ differences }) => differences.map(at)));
  const files = Array.from({ length: count }, (_, i) => i);
  const values = compared.flatMap(({ differences }) => differences.map(({ value }) => value));
  const range = padded(rangeOf([0, ...values]) ?? [-1, 1], 'linear');
  const across = /** @type {const} */ ([-0.5, count - 0.5]);
  const found = (/** @type {Compared} */ { differences }, /** @type {number} */ file) =>
    differences.find((one) => one.file === file);
  return {
    title: `Loss in each audio file, minus that of ${reference.label}`,
    window: null,
    leastWidth: 0,
    key: compared.map(({ who }) => ({
      mark: who.mark,
      dash: [],
      shape: 'point',
      label: fullName(who),
    })),
    spots: count,
    spot(index, size) {
      const { left, width } = plotOf(size);
      return {
        title: `File ${index + 1}`,
        ...named(
          compared.flatMap((one) => {
            const difference = found(one, index);
            return difference
              ? [
                  {
                    mark: one.who.mark,
                    dash: [],
                    name: one.who.name.parts,
                    since: one.who.run.unavailable_since ?? '',
                    text: `${signed(fixed(difference.value, DIGITS))} nats`,
                    detail: `up to position ${integer(difference.position)}`,
                  },
                ]
              : [];
          }),
        ),
        x: left + (width * (index + 0.5)) / count,
        guided: false,
      };
    },
    nearest(x, y, size) {
      const { left, width } = plotOf(size);
      const index = Math.floor(((x - left) / width) * count);
      return inPlot(x, y, size) && index >= 0 && index < count ? index : null;
    },
    sheet: {
      head: ['Audio file', ...compared.map(({ who }) => fullName(who))],
      rows: files.map((file) => [
        `File ${file + 1}`,
        ...compared.map((one) => {
          const difference = found(one, file);
          return difference ? `${signed(fixed(difference.value, DIGITS))} nats` : '–';
        }),
      ]),
    },
    option: (colors) => ({
      grid: MARGIN,
      xAxis: {
        ...numberAxis(
          { range: across, ticks: files },
          'linear',
          (file) => `File ${file + 1}`,
          colors,
        ),
        splitLine: { show: false },
        axisLine: { show: true, onZero: false, lineStyle: { color: colors.edge } },
      },
      yAxis: {
        ...numberAxis(
          axisOver(range, 'linear', 4),
          'linear',
          (tick) => signed(String(tick)),
          colors,
        ),
        name: 'Loss minus reference (nats)',
        axisLine: { show: true, onZero: false, lineStyle: { color: colors.edge } },
        nameTextStyle: {
          ...axisStyle(colors).nameTextStyle,
          align: 'left',
          padding: [0, 0, 0, -46],
        },
      },
      series: [
        ...guideSeries(
          { axis: 'y', value: 0, label: 'reference' },
          { x: across, y: range },
          colors,
        ),
        ...compared.map(({ who, differences }, i) => ({
          id: `difference ${who.run.id}`,
          name: fullName(who),
          type: 'scatter',
          symbol: who.mark.symbol,
          symbolSize: 9,
          itemStyle: { color: colourOf(who.mark, colors), opacity: 1 },
          // Beside each other, so that no dot hides another.
          data: differences.map(({ file, value }) => [
            file + SPREAD * ((i + 0.5) / compared.length - 0.5),
            value,
          ]),
          silent: true,
          z: 4,
        })),
      ],
    }),
  };
}

/** @param {FileDifference} difference */
const at = ({ file }) => file;
