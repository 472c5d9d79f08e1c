// The words of My voice.
import { apart } from './apart';
import { humanWait, kindCounts, texts } from './counted';
import { humanNumber as n } from './when';
import type { Favourite, Kind, Measured, ReplaySummary } from './wire.gen';

/** Beyond twenty a number would say more than is known. */
const often = (times: number): string =>
  times >= 20 ? 'far more often than others write it' : `${n(Math.round(times))} times as often as others write it`;

/** Each text is drafted with what was written before it, and without. */
const EACH = 2;

export const voice = {
  title: 'My voice',
  kind: 'In which texts',
  to: 'To',
  everybody: 'everybody',
  person: (name: string, count: number): string => `${apart(name)} (${n(count)})`,
  from: (kind: Kind, count: number): string => `As seen in ${kindCounts[kind](count)} of yours.`,
  holds: 'What you change here holds for every draft from now on.',
  holdsFor: (name: string): string => `What you change here holds for every draft to ${name}.`,
  nothing: 'Nothing of yours has been read yet, so there is no voice to show.',
  nothingHint: 'Add a folder or a mail archive with things you wrote yourself.',
  reading: 'Your writing is being read. What is learned of your voice will stand here.',
  nobody: 'Texts have been read, but none of them is known to be yours.',
  nobodyHint: 'Say in the Library which of the senders is you.',
  toLibrary: 'Go to the Library',
  greeting: 'How you begin',
  signOff: 'How you end',
  asUsual: 'As you usually do',
  asUsualHere: 'As in all your e-mails',
  noGreeting: 'Without a greeting',
  noSignOff: 'Without a sign-off',
  own: 'In these words',
  ownGreeting: 'Your own greeting',
  ownGreetingHint: 'Hello NAME, with the name put in',
  ownSignOff: 'Your own sign-off',
  ownSignOffHint: 'Two lines are fine',
  times: (count: number, of: number): string => `${n(count)} of ${n(of)}`,
  length: 'How long it gets',
  lengthOf: (low: number, high: number): string => `Half of your texts have ${n(low)} to ${n(high)} words`,
  sentencesOf: (low: number, high: number): string => `Half of your sentences have ${n(low)} to ${n(high)} words`,
  steps: (counts: number[], step: number): string =>
    counts.map((count, at) => `${n(at * step)} to ${n((at + 1) * step - 1)} words: ${n(count)}`).join('; '),
  more: (words: number): string => `${n(words)}+`,
  most: 'In drafts, no longer than about',
  mostWords: 'words',
  mostUsual: 'As usual',
  words: 'Words you like',
  wordsCompared: 'The larger, the more it is yours and not everybody’s. A word you cross out is no longer put forward in drafts.',
  wordsCounted: 'The larger, the more often. A word you cross out is no longer put forward in drafts.',
  word: ({ text, count, times }: Favourite): string =>
    `${text}: in ${texts(count)}${times === null ? '' : `, ${often(times)}`}`,
  marks: 'Small habits',
  marksHint: 'Each line is one of your texts; further right there is more of it.',
  mark: ({ says, low, high, unit, shown_in: shown, pieces }: Measured): string =>
    shown === 0 ? `${says}: never` : `${says}: usually ${n(low)} to ${n(high)} ${unit}, in ${n(shown)} of ${texts(pieces)}`,
  range: ({ low, high, unit, shown_in: shown }: Measured): string => {
    if (shown === 0) return 'never';
    if (high === 0) return 'hardly ever';
    const [from, to] = [low, high].map((value) => n(value >= 10 ? Math.round(value) : value));
    return `${from === to ? to : `${from}–${to}`} ${unit}`;
  },
  inDrafts: 'allow in drafts',
  allowInDrafts: (what: string): string => `Allow ${what} in drafts`,
  known: 'How well does it know me?',
  knownHint: 'Your last five texts of this kind are drafted again, from their points and from what you had written before them. Then they are held against what you really wrote.',
  knownTry: 'Try it',
  knownAgain: 'Try it again',
  knownStop: 'Stop',
  knownStopLabel: 'Stop trying',
  knownStopping: 'Stopping',
  bar: 'Texts tried',
  progress: (done: number, total: number, left: number | null): string =>
    total === 0
      ? 'Looking for your last texts'
      : `Text ${n(Math.floor(Math.min(done, total - 1) / EACH) + 1)} of ${n(total / EACH)}${left === null ? '' : `, about ${humanWait(left)} left`}`,
  answer: ({ documents, with_history: yours, without, told, like_you: like }: ReplaySummary, stopped: boolean): string[] => [
    `${stopped ? 'Stopped; so far: ' : ''}${n(Math.round(yours))} of 100 words came out as you had written them.`,
    `Without your texts it would have been ${n(Math.round(without))}.`,
    told === 0
      ? 'Whether it sounded like you cannot be told yet: it takes a few more texts of this kind.'
      : `It sounded like you in ${n(like)} of ${n(told)}.`,
    ...(documents === 1 ? ['That is one text only, and says little.'] : []),
  ],
  stoppedEarly: 'Stopped before anything was known.',
  triedWith: 'with your texts',
  triedWithout: 'without',
  tried: (title: string, yours: number, without: number): string =>
    `${title}: ${n(Math.round(yours))} of 100 with your texts, ${n(Math.round(without))} without`,
};
