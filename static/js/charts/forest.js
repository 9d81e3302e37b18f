// @ts-check
/** A forest plot: a line for each run, with its difference from the reference and the interval around it. Pure. */
import { colourOf, fullName, numberAxis } from 'app/charts/figure.js';
import { fittingName } from 'app/charts/fitting-name.js';
import { guideSeries } from 'app/charts/guides.js';
import { axisOver, fractionOf, padded, rangeOf } from 'app/charts/scale.js';
import { counted, intervalText, MISSING, pText, signed } from 'app/lib/format.js';

/** @typedef {import('app/model/forest.js').Forest} Forest */
/** @typedef {import('app/model/forest.js').Line} Line */
/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */
/** @typedef {import('app/charts/figure.js').Size} Size */

/** Height of a line, and room around the plot, in pixels. */
const LINE = 26;
const ROOM = Object.freeze({ right: 18, top: 22, bottom: 48 });

/** The part of the width that names take at most, and the room between a name and the plot in pixels. */
const NAMES = 0.38;
const GAP = 10;
const FONT = 12;

/** Half the height of the end of an interval, in pixels. */
const CAP = 4;

/** What the axis is called, where there is room and where there is little. */
const AXIS = Object.freeze([
  'worse ← Difference, percentage points → better',
  'worse ← points → better',
]);

const WORDS = Object.freeze({ better: 'better', worse: 'worse', undecided: 'not decided' });

/**
 * @param {Forest} forest with one line at least
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {Figure}
 */
export function forestFigure({ measure, reference, zero, lines }, widthOf) {
  const ends = lines.flatMap(({ cell: { value, interval } }) => [value, ...(interval ?? [])]);
  const range = padded(rangeOf([0, ...ends]) ?? [-1, 1], 'linear');
  const down = /** @type {const} */ ([-0.5, lines.length - 0.5]);
  const places = lines.map((_, i) => i);

  /** @param {Size} size the names as they fit, and where the plot is */
  function layout({ width, height }) {
    const measured = (/** @type {string} */ text) => widthOf(text, FONT);
    const names = lines.map(({ who: { label, name } }) =>
      fittingName(label, name.parts, width * NAMES, measured),
    );
    const left = GAP + Math.ceil(Math.max(...names.map(measured)));
    return {
      names,
      left,
      width: width - left - ROOM.right,
      height: height - ROOM.top - ROOM.bottom,
    };
  }

  return {
    title: `${measure.label}, difference to ${reference.label} ± 95 %`,
    window: null,
    height: lines.length * LINE + ROOM.top + ROOM.bottom,
    leastWidth: 0,
    key: lines.map(({ who }) => ({
      mark: who.mark,
      dash: [],
      shape: 'point',
      label: fullName(who),
    })),
    spots: lines.length,
    spot(index, size) {
      const { who, cell, test } = lines[index];
      const { left, width, height } = layout(size);
      return {
        title: `${measure.label}, reference ${zero}`,
        values: [
          {
            mark: who.mark,
            dash: [],
            name: who.name.parts,
            since: who.run.unavailable_since ?? '',
            text: `${cell.own} · ${cell.text}`,
            detail: [
              cell.interval ? intervalText(cell.interval, signed) : '',
              test ? `p = ${pText(test.p)} (${familyText(test)})` : '',
              verdictText(test),
            ]
              .filter(Boolean)
              .join(', '),
          },
        ],
        more: 0,
        x: left + width * fractionOf(cell.value, range, 'linear'),
        y: ROOM.top + (height * (index + 0.5)) / lines.length,
        guided: false,
      };
    },
    nearest(_, y, size) {
      const { height } = layout(size);
      const index = Math.floor(((y - ROOM.top) / height) * lines.length);
      return index >= 0 && index < lines.length ? index : null;
    },
    sheet: {
      head: ['Run', measure.label, `Δ ${measure.label}`, '95 % interval', 'p', 'Verdict'],
      rows: lines.map(({ who, cell, test }) => [
        fullName(who),
        cell.own,
        cell.text,
        cell.interval ? intervalText(cell.interval, signed) : MISSING,
        test ? pText(test.p) : MISSING,
        verdictText(test),
      ]),
    },
    option: (colors, size) => {
      const { names, left, width } = layout(size);
      const ticks = Math.max(2, Math.round(width / 80));
      const upright = numberAxis(
        { range: down, ticks: places },
        'linear',
        (place) => names[place] ?? '',
        colors,
      );
      return {
        grid: { left, ...ROOM },
        xAxis: {
          ...numberAxis(
            axisOver(range, 'linear', ticks),
            'linear',
            (tick) => signed(String(tick)),
            colors,
          ),
          name: AXIS.find((text) => widthOf(text, FONT) <= width) ?? AXIS[1],
          axisLine: { show: true, onZero: false, lineStyle: { color: colors.edge } },
          nameLocation: 'middle',
          nameGap: 28,
        },
        yAxis: {
          ...upright,
          inverse: true,
          axisLabel: {
            ...upright.axisLabel,
            color: colors.ink,
            fontSize: FONT,
            margin: GAP,
            hideOverlap: false,
          },
          splitLine: { show: false },
          axisLine: { show: false },
        },
        series: [
          ...guideSeries(
            { axis: 'x', value: 0, label: '' },
            { x: range, y: [down[1], down[0]] },
            colors,
          ),
          intervals(lines, colors),
          ...lines.map((line, i) => dot(line, i, colors)),
        ],
      };
    },
  };
}

/** @param {readonly Line[]} lines @param {ChartColors} colors */
function intervals(lines, colors) {
  const known = lines.flatMap(({ who, cell: { interval } }, i) =>
    interval ? [{ at: i, interval, stroke: colourOf(who.mark, colors) }] : [],
  );
  return {
    id: 'intervals',
    type: 'custom',
    silent: true,
    z: 3,
    data: known.map(({ at, interval }) => [interval[0], at]),
    /** @param {{dataIndex: number}} params @param {any} api */
    renderItem: ({ dataIndex }, api) => {
      const { at, interval, stroke } = known[dataIndex];
      const [[low, y], [high]] = interval.map((end) => api.coord([end, at]));
      const line = (
        /** @type {readonly number[]} */ [x1, y1],
        /** @type {readonly number[]} */ [x2, y2],
      ) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 2 } });
      return {
        type: 'group',
        children: [
          line([low, y], [high, y]),
          ...[low, high].map((x) => line([x, y - CAP], [x, y + CAP])),
        ],
      };
    },
  };
}

/**
 * A mark, which is filled only where the difference is significant.
 *
 * @param {Line} line
 * @param {number} at
 * @param {ChartColors} colors
 */
function dot({ who, cell, test }, at, colors) {
  const colour = colourOf(who.mark, colors);
  const hollow = test === null || test.kind === 'undecided';
  return {
    id: `difference ${who.run.id}`,
    name: fullName(who),
    type: 'scatter',
    symbol: who.mark.symbol,
    symbolSize: 10,
    itemStyle: {
      color: hollow ? colors.surface : colour,
      borderColor: colour,
      borderWidth: 2,
      opacity: 1,
    },
    data: [[cell.value, at]],
    silent: true,
    z: 4,
  };
}

/** @param {import('app/model/forest.js').Test} test */
const familyText = ({ family }) =>
  family > 0 ? `Holm over ${counted(family, 'run')}` : 'not adjusted: not in the table';

/** @param {import('app/model/forest.js').Test | null} test */
const verdictText = (test) =>
  test ? WORDS[test.kind] : 'not tested: the number of samples is not known';
