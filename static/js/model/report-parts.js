// @ts-check
/** The parts of a report that are tables of words. Pure. */
import { counted, MISSING } from 'app/lib/format.js';
import { moment } from 'app/lib/times.js';
import { configRows } from 'app/model/config-rows.js';
import { sheetMarkup } from 'app/model/report.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/report.js').Part} Part */

/** @param {readonly Participant[]} everybody @returns {Part} */
export function configurationPart(everybody) {
  const heading = 'Configurations';
  const participants = everybody.filter(({ run }) => run.training_config.baseline !== true);
  if (participants.length < 2) {
    return { heading, words: ['There are no two training configurations to compare.'] };
  }
  const rows = configRows(participants.map(({ run }) => run.training_config));
  const differing = rows.filter(({ differs }) => differs);
  const words = [
    `${counted(differing.length, 'key')} of ${rows.length} ${differing.length === 1 ? 'differs' : 'differ'}.`,
  ];
  return differing.length === 0
    ? { heading, words }
    : {
        heading,
        words,
        body: sheetMarkup({
          head: ['Key', ...participants.map(({ label }) => label)],
          rows: differing.map(({ path, values }) => [
            path,
            ...values.map((value) => value ?? MISSING),
          ]),
        }),
      };
}

/** @param {readonly Participant[]} participants @returns {Part} */
export function notesPart(participants) {
  const rows = participants
    .filter(({ run }) => run.annotation || run.starred || run.notes || run.tags.length > 0)
    .map(({ label, run }) => [
      run.starred ? `★ ${label}` : label,
      run.annotation ?? '',
      run.notes,
      run.tags.join(', '),
    ]);
  return rows.length === 0
    ? { heading: 'Notes', words: ['These runs have no notes and no tags.'] }
    : {
        heading: 'Notes',
        words: [],
        body: sheetMarkup({ head: ['Run', 'Note', 'Training', 'Tags'], rows }),
      };
}

/** @param {readonly Participant[]} participants @returns {Part} */
export function problemsPart(participants) {
  const rows = participants.flatMap(({ label, run }) =>
    [
      run.unavailable_since
        ? `Its files are unavailable since ${moment(run.unavailable_since)}; the numbers are those of before.`
        : '',
      run.broken_file
        ? `${run.broken_file.path}: ${run.broken_file.message} The numbers are those of before.`
        : '',
      run.curves_apart ?? '',
    ]
      .filter(Boolean)
      .map((text) => [label, text]),
  );
  return rows.length === 0
    ? { heading: 'Problems', words: ['All files of these runs can be used.'] }
    : { heading: 'Problems', words: [], body: sheetMarkup({ head: ['Run', 'Problem'], rows }) };
}

/** @param {readonly Participant[]} participants @returns {Part} */
export function sourcesPart(participants) {
  return {
    heading: 'Where the numbers are from',
    words: [
      'paper-metrics verify, given this file, tells whether the results files are still those of these evaluations.',
    ],
    body: sheetMarkup({
      head: ['Run', 'ID', 'Checkpoint', 'Evaluated'],
      rows: participants.map(({ label, run }) => [
        label,
        run.id,
        run.checkpoint_path,
        run.evaluation_timestamp ? moment(run.evaluation_timestamp) : MISSING,
      ]),
    }),
  };
}
