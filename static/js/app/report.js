// @ts-check
/** Makes a report of the selected runs from what the page shows of them. */
import { barsFigure } from 'app/charts/bars.js';
import { forestFigure } from 'app/charts/forest.js';
import { contextFigure } from 'app/charts/long-context.js';
import { whenReady } from 'app/charts/echarts.js';
import { pictureOf } from 'app/charts/image-export.js';
import { textWidth } from 'app/charts/text-width.js';
import { createThemeColors } from 'app/charts/theme-colors.js';
import { counted, integer } from 'app/lib/format.js';
import { moment } from 'app/lib/times.js';
import { withBaseline } from 'app/model/baseline.js';
import { comparison, participantsOf, referenceOf } from 'app/model/comparison.js';
import { curvesOf } from 'app/model/curves.js';
import { comparable, forestOf } from 'app/model/forest.js';
import { kindsOf, perRun, testsOf } from 'app/model/judge.js';
import { measuresWith } from 'app/model/measures.js';
import { paperTable } from 'app/model/paper-table.js';
import { paperMarkup, pictureMarkup, reportOf, sheetMarkup } from 'app/model/report.js';
import { configurationPart, notesPart, problemsPart, sourcesPart } from 'app/model/report-parts.js';
import { labels, listed } from 'app/model/run-labels.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/report.js').Part} Part */
/** @typedef {import('app/charts/figure.js').Figure} Figure */

/** So long the daemon may read the results files of the runs. */
const READING_MS = 60_000;

/** @type {import('app/model/picture-size.js').Format} */
const FORMAT = Object.freeze({ type: 'svg', pixels: 1, size: 'page', ground: 'white' });

/**
 * @param {Window & typeof globalThis} window
 * @param {object} ports
 * @param {import('app/app/store.js').Store} ports.store
 * @param {() => import('app/model/selectors.js').Shown} ports.shown
 * @param {(id: string) => Promise<any>} ports.whole fetches a run with its curves
 * @param {import('app/app/origins.js').Origins} ports.origins
 */
export function createReport(window, { store, shown, whole, origins }) {
  const themeColors = createThemeColors(window);

  /** @param {Figure} figure @param {any} engine null where charts cannot be drawn */
  async function charted(figure, engine) {
    const values = sheetMarkup(figure.sheet);
    if (!engine) {
      return values;
    }
    const { blob } = await pictureOf(engine, figure, themeColors.light(), FORMAT, '');
    return pictureMarkup(await addressOf(blob), figure.title) + values;
  }

  /** @param {readonly Participant[]} participants @param {import('app/model/chart-options.js').Modes} modes @param {any} engine */
  async function contextPart(participants, modes, engine) {
    const found = await Promise.all(
      participants.map(async (who) => {
        try {
          const run = 'librilight_progression' in who.run ? who.run : await whole(who.run.id);
          return { who, curves: curvesOf(run), why: 'no curve' };
        } catch (failure) {
          return { who, curves: null, why: /** @type {Error} */ (failure).message };
        }
      }),
    );
    const ready = found.flatMap(({ who, curves }) => (curves ? [{ who, curves }] : []));
    const missing = found.flatMap(({ who, curves, why }) =>
      curves ? [] : [`${who.label}: ${why}`],
    );
    const words = missing.length > 0 ? [`Without a curve: ${listed(missing)}.`] : [];
    const heading = 'Long context';
    return ready.length === 0
      ? { heading, words }
      : { heading, words, body: await charted(contextFigure(ready, modes), engine) };
  }

  return Object.freeze({
    /**
     * The runs that are selected, and the run that they are compared with.
     *
     * @returns {Promise<Blob>} an HTML page
     */
    async make() {
      const { board: own, selected, modes: chosen } = store.get();
      const board = /** @type {import('app/model/board.js').Board} */ (
        withBaseline(own, chosen.base)
      );
      const { order, verdicts, every, columns } = shown();
      const modes = { ...chosen, hidden: [], values: /** @type {const} */ ('absolute') };
      const names = labels(board.runs);
      const participants = participantsOf(board, selected, order, names, modes);
      const reference = referenceOf(board, participants, selected, names, modes);
      const judge = perRun(kindsOf(verdicts, every, participants));
      const tested = reference !== null && verdicts.reference?.id === reference.run.id;
      const tests = perRun(tested ? testsOf(verdicts, every, participants) : '[]');
      const measures = measuresWith(board.metrics);
      const drawn = new Set(participants.map(({ run }) => run));
      const runs = [...new Set([...drawn, ...order.filter(({ id }) => selected.has(id))])];
      const compared = runs.filter(({ id }) => id !== reference?.run.id).length;
      /** @type {any} */
      const engine = await new Promise(whenReady);
      /** @type {Part[]} */
      const parts = [
        {
          heading: 'Results',
          words: [],
          body: paperMarkup(paperTable(runs, columns, reference?.run ?? null, board.metrics, true)),
        },
      ];
      if (reference) {
        const forests = comparable(measures, participants, reference).map((measure) =>
          forestFigure(forestOf(participants, measure, reference, judge, tests), textWidth),
        );
        const bodies = await Promise.all(forests.map((forest) => charted(forest, engine)));
        parts.push({
          heading: `Differences to ${reference.label}`,
          words: [
            'Lines span the intervals of 95 %. A hollow mark is a difference that may be none.',
            tested
              ? `Verdicts are of two-sided tests at 5 %, adjusted by Holm over the ${counted(verdicts.runs.length, 'run')} that the table showed.`
              : 'Verdicts are of two-sided tests at 5 %, each of its run alone.',
          ],
          body: bodies.join(''),
        });
      }
      const bars = barsFigure(
        comparison(participants, measures, 'absolute', reference, judge),
        modes.autoscale,
        textWidth,
      );
      parts.push(
        { heading: 'Scores', words: [], body: await charted(bars, engine) },
        await contextPart(participants, modes, engine),
        configurationPart(participants),
        notesPart(participants),
        problemsPart(participants),
        sourcesPart(participants),
      );
      const { version } = store.get();
      const title = `${counted(compared, 'run')}${reference ? ` against ${reference.label}` : ''}`;
      const report = reportOf({
        title,
        words: [
          `Made at ${moment(new Date().toISOString())} from ${boardWords(board)}${version === null ? '' : `, paper-metrics ${version}`}.`,
          ...(engine ? [] : ['The charts could not be drawn.']),
          ...(runs.length > drawn.size
            ? [
                `All ${counted(runs.length, 'run')} are in the first table; the rest is of its first ${integer(drawn.size)}, as many as charts can show.`,
              ]
            : []),
        ],
        parts,
        origin: await origins.of(runs, READING_MS),
      });
      return new Blob([report], { type: 'text/html' });
    },
  });
}

/** @param {import('app/model/board.js').Board} board */
function boardWords({ generatedAt, revision }) {
  return generatedAt
    ? `the data file of ${moment(generatedAt)}`
    : `revision ${revision} of the board`;
}

/**
 * The address that carries a picture.
 *
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function addressOf(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(/** @type {string} */ (reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}
