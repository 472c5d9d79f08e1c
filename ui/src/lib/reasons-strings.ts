// The words beside the text: the reasons for a draft.
import { texts } from './counted';
import type { Readiness } from './wire.gen';
import { humanNumber as n } from './when';

/** What was ready before the draft was asked for: the texts that show the hand, and the passages about the same thing. */
const style: Record<Readiness, string> = {
  ready: 'The texts that show how you write were ready before you asked.',
  read_now: 'The texts that show how you write were read first this time; the next draft starts sooner.',
  left_out: 'The texts that show how you write were left out so that the first word could come at once; after a short pause the next draft uses them.',
  nothing: '',
};
const topic: Record<Readiness, string> = {
  ready: 'The passages about this were ready before you asked.',
  read_now: 'The passages about this were read once you asked.',
  left_out: 'The passages about this were left out so that the first word could come at once; after a short pause the next draft uses them.',
  nothing: '',
};

export const reasons = {
  label: 'Reasons for this draft',
  sources: 'Your words behind this draft',
  sourcesEmpty: 'Before the first word is written, the passages of yours that it leans on will stand here.',
  sourcesGone: 'This draft was written before the page was opened. The next one shows the passages of yours that it leans on.',
  sourcesNone: 'Nothing of yours on this yet; the draft goes without. What you add in the Library is there for the next one.',
  sourcesComing: 'Looking for passages of yours…',
  summary: 'What you said before',
  summaryEmpty: 'Sentences of yours that bear on your points.',
  summaryNone: 'Nothing that bears on these points.',
  words: 'Words of yours',
  wordsEmpty: 'Words that you tend to use for this.',
  wordsNone: 'No words stood out.',
  shell: 'What you always do',
  shellEmpty: 'Your greeting, your sign-off, your usual length.',
  shellNone: 'No habits to go by yet.',
  untitled: 'Without a title',
  quote: (text: string): string => `“${text}”`,
  length: (low: number, high: number): string => `${n(low)}–${n(high)} words`,
  lengthLabel: 'Length',
  greetingLabel: 'Greeting',
  signOffLabel: 'Sign-off',
  noGreeting: 'no greeting',
  noSignOff: 'no sign-off',
  ready: {
    style,
    topic,
    both: 'The texts that show how you write and the passages about this were ready before you asked.',
  },
  otherwise: (what: string[]): string => `Made another way than usual, as method.json says: ${what.join(', ')}.`,
  sketch: 'Chosen with a first sketch of the draft.',
  pin: 'pin',
  pinned: 'pinned',
  drop: 'drop',
  dropped: 'Left out',
  bringBack: 'bring back',
  open: 'open',
  of: (action: string, title: string): string => `${action}: ${title}`,
  leansOn: (words: string[]): string => `behind this sentence: ${words.join(', ')}`,
  edit: 'Edit',
  editDone: 'Done',
  fromHere: 'Draft again from here',
  fromHereTouched: 'You have made this draft yours, so nothing is written over it. Undo your changes or turn to a new page to draft again.',
  sentenceOf: (number: number): string => `Sentence ${n(number)}`,
  takeOut: (what: string): string => `Take out: ${what}`,
  addWord: 'Add a word',
  wordsFrom: 'Words, from',
  wordsTo: 'to',
  over: (count: number): string => `Counted over ${texts(count)} of yours`,
};
