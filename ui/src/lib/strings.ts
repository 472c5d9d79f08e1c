// Every word on the screen, ready for translation; those of some parts stand beside, in files called `…-strings.ts`.
import { apart } from './apart';
import type { Difference } from './differences';
import { files, humanSize, humanWait, kindCounts, kinds, many, texts, words } from './counted';
import { cutAt } from './half';
import { models } from './model-strings';
import { reasons } from './reasons-strings';
import { voice } from './voice-strings';
import type { Match } from './draft-state';
import type { Standing } from './page.svelte';
import { humanNumber as n } from './when';
import type {
  Appearance,
  Kind,
  Length,
  KindReason,
  Likely,
  ReadingProgress,
  ReadingSummary,
  Spread,
  Stage,
} from './wire.gen';

/** What goes on once the given stage is done. */
const after: Record<Stage, string> = {
  retrieve: 'Choosing passages',
  rank: 'Recalling what you said before',
  summarize: 'Gathering your words',
  synthesize: 'Laying out the page',
  generate: 'Looking the draft over',
};

const differences: Record<Difference, string> = {
  shorter: 'shorter',
  longer: 'longer',
  warmer: 'warmer',
  cooler: 'cooler',
  plainer: 'plainer',
  fuller: 'in longer sentences',
};

const appearances: Record<Appearance, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

/** "a", "a and b", "a, b and c". */
function listed(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}

/** Of what stands in the text anyway so much is enough to know it by, in letters. */
const KNOWN_BY = 60;

function beginning(words: string): string {
  return words.length > KNOWN_BY + 20 ? `${words.slice(0, cutAt(words, KNOWN_BY)).trimEnd()}…` : words;
}

const hundred = (share: number): number => Math.round(share * 100);

function matchUsual({ low, high }: Spread): string {
  return `what you write yourself: ${n(hundred(low))} to ${n(hundred(high))}`;
}

function readingSummary(summary: ReadingSummary): string {
  const parts = [`Read ${files(summary.read)}, ${texts(summary.documents)}`];
  if (summary.unchanged > 0) parts.push(`${n(summary.unchanged)} had not changed`);
  if (summary.skipped > 0) parts.push(`${n(summary.skipped)} left out`);
  if (summary.gone > 0) parts.push(`${n(summary.gone)} gone from the disk`);
  return `${summary.stopped ? 'Stopped. ' : ''}${parts.join(', ')}.`;
}

function readingProgress({ files: done, total, documents, documents_per_minute, seconds_left }: ReadingProgress): string {
  const parts = [`Reading ${n(done)} of ${files(total)}`, texts(documents)];
  if (documents_per_minute !== null && documents_per_minute > 0) parts.push(`${n(documents_per_minute)} a minute`);
  if (seconds_left !== null) parts.push(`about ${humanWait(seconds_left)} left`);
  return parts.join(', ');
}

/** Why a text is taken for what it is taken for. */
function why(kind: Kind, reason: KindReason): string {
  const a = { email: 'An e-mail', review: 'A review', post: 'A post', note: 'A note' }[kind];
  switch (reason.because) {
    case 'chosen':
      return `${a}, because you said so`;
    case 'mail':
      return `${a}, because it has a sender`;
    case 'given':
      return `${a}, because you said so of its folder`;
    case 'said':
      return `${a}, because the text says so`;
    case 'name':
      return `${a}, because of the name “${reason.name}”`;
    case 'nothing':
      return `${a}, because nothing says otherwise`;
  }
}

export const s = {
  name: 'Longhand',
  nav: { label: 'Pages', write: 'Write', drafts: 'Drafts', library: 'Library', voice: 'Voice', settings: 'Settings' },
  close: 'Close',
  again: 'Try again',
  more: 'More',
  sentence: (clause: string): string => (/[.!?…]$/.test(clause) ? clause : `${clause}.`),
  capital: (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1),

  first: {
    title: 'Drafts in your own hand',
    what: 'Longhand reads what you have written, learns how you say things, and drafts the next e-mail, review, post or note the way you would have begun it.',
    private: 'Everything happens here. Nothing you write, and nothing you show it, leaves this machine.',
    folder: 'Choose a folder',
    folderHint: 'of your own mail, reviews, posts or notes. Your files are read, and never changed.',
    archive: 'Choose a mail archive',
    archiveHint: 'one file with many mails, as Gmail and Thunderbird make them (.mbox).',
    sample: 'Try the sample library',
    sampleHint: 'a small collection by somebody else, to look around first.',
    step: (step: number): string => `Step ${n(step)} of 3`,
    begin: 'Begin',
    where: 'What should it learn from?',
    whereHint: 'A folder or a mail archive that holds things you wrote yourself.',
    who: 'Who are you?',
    whoHint: 'Drafts learn from your own words only; other people’s mail is read so that you can find and answer it.',
    whoField: 'Your mail address or name',
    whoFieldHint: 'you@example.org, Your Name',
    found: 'Found in your mail so far',
    done: 'Start writing',
    later: 'Start writing, say it later',
    back: 'Back',
    on: 'Go on',
    without: 'Start writing, choose one later',
  },

  reading: {
    progress: readingProgress,
    paused: (progress: ReadingProgress | null): string =>
      progress === null ? 'Reading is paused' : `Paused after ${n(progress.files)} of ${files(progress.total)}`,
    pause: 'Pause',
    pauseLabel: 'Pause reading',
    resume: 'Go on',
    resumeLabel: 'Go on reading',
    unknown: 'Reading your files',
    stop: 'Stop',
    stopLabel: 'Stop reading',
    bar: 'Files read',
    summary: readingSummary,
    failed: (count: number): string => `${files(count)} could not be read:`,
    failedThere: (count: number): string => `${files(count)} could not be read; the Library says which.`,
    more: (count: number): string => `and ${n(count)} more, all in the Library`,
  },

  who: {
    title: 'Which of these is you?',
    hint: 'Drafts learn from your own words only; other people’s mail is read so that you can find and answer it.',
    /** Where the senders are not in sight. */
    unknown: 'Longhand does not know yet which of the senders in your mail is you.',
    likely: ({ person, mails, sent }: Likely): string =>
      `Are you ${person.name || person.address}? ${many(mails, 'mail', 'mails')} ${sent ? 'in the sent mail came from' : 'went to'} ${person.address}.`,
    confirm: 'That’s me',
    say: 'Say so in the Library',
    mails: (count: number): string => many(count, 'mail', 'mails'),
    all: (count: number): string => `Show all ${n(count)}`,
  },

  write: {
    title: 'Write',
    match: ({ share }: Match): string => `Sounds like you: ${n(hundred(share))} of 100`,
    /** Follows it; empty where there is no more to say. */
    matchMore: ({ usual, traits }: Match): string =>
      [...(usual === null ? [] : [matchUsual(usual)]), ...traits.map(({ says }) => says)]
        .map((part) => ` · ${part}`)
        .join(''),
    matchUsual,
    kind: 'What will it be?',
    kinds,
    to: 'To',
    toHint: 'Name or address',
    subject: 'Subject',
    subjectHint: 'What it is about',
    heading: 'Title',
    about: 'About',
    aboutHint: 'A book, a record, a place',
    rating: 'Rating',
    ratingHint: '4/5',
    reply: 'Replying to',
    replyHint: 'Paste or drop it here, or choose Reply in the Library',
    replyOpen: 'Open a file…',
    messageTaken: 'The message to answer is on the page.',
    messageLate: 'the page was changed while this message was being read',
    messageLateRemedy: 'Drop it again where it is to be answered',
    messageLarge: (size: number, most: number): string =>
      `this file has ${humanSize(size)}, and one message has no more than ${humanSize(most)}`,
    messageLargeRemedy: 'Save the mail that is to be answered as a file of its own, and drop that',
    noSender: 'The message does not say who sent it: put their name or address into To.',
    replaced: 'Another message stood here.',
    bringBack: 'Bring it back',
    messageCut: 'Only the beginning of this message is used; the rest would be too much at once.',
    fold: 'Hide the details',
    unfold: 'Show the details',
    briefLine: (kind: Kind, to: string, title: string, points: number, reply: boolean): string =>
      [
        to === '' ? kinds[kind] : `${kinds[kind]} to ${apart(to)}`,
        apart(title),
        points > 0 ? many(points, 'point', 'points') : '',
        reply ? 'a reply' : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    another: 'Another',
    goOn: 'Continue here',
    goOnKey: 'Ctrl+Shift+Enter',
    rewrite: 'Rewrite in my voice',
    rewriteKey: 'Alt+R',
    rewriting: 'Saying it in your voice',
    rewritten: 'A rewrite of the chosen words is ready, to take or to leave.',
    rewriteTitle: 'In your voice',
    rewriteText: 'The new words',
    take: 'Take it',
    leave: 'Keep mine',
    lost: 'This passage has changed since, so it stays. The new words can be copied.',
    gone: 'gone: ',
    fresh: 'new: ',
    differences,
    alternative: (number: number, of: number, words: string[]): string =>
      `Draft ${n(number)} of ${n(of)}${words.length > 0 ? `, ${listed(words)}` : of === 2 ? ', much like the other' : ', much like the others'}`,
    measured: (words: number, others: number, sentence: number, othersSentence: number): string =>
      `${many(words, 'word', 'words')}, the others ${n(others)} on average; ${n(sentence)} words a sentence, the others ${n(othersSentence)}`,
    furtherCame: (count: number): string =>
      `${many(count, 'other draft lies', 'other drafts lie')} ready to look at beside this one.`,
    morePoints: (number: number): string => `draft ${n(number)} makes more of your points`,
    pointsMade: ({ made, of }: { made: number; of: number }): string => `Makes ${n(made)} of ${many(of, 'point', 'points')}`,
    sideBySide: 'Side by side',
    sideBySideKey: 'Alt+D',
    stands: 'This one stands in your text.',
    /** Why none of the others can be taken. */
    held: {
      whole: '',
      touched: 'You have changed this draft; undo that to see the others.',
      none: 'None of these drafts is in your text now. Undo or redo brings one back, and then another can take its place.',
    } satisfies Record<Standing, string>,
    takeThis: (number: number): string => `Take it: draft ${n(number)}`,
    before: 'The draft before',
    beforeKey: 'Alt+,',
    next: 'The next draft',
    nextKey: 'Alt+.',
    save: 'Save…',
    saveAs: {
      txt: 'As plain text (.txt)',
      md: 'As Markdown (.md)',
      eml: 'As a mail (.eml)',
      mail: 'Open in the mail program',
    },
    savedAt: (path: string): string => `Saved as ${path}`,
    points: 'Points',
    point: (number: number): string => `Point ${n(number)}`,
    pointHint: 'What has to be said',
    pointsCut: (lines: number, letters: number): string =>
      `Of what was pasted, only ${n(lines)} lines with ${n(letters)} letters each are taken.`,
    length: 'Length',
    lengths: { short: 'Short', usual: 'As usual', long: 'Long' } satisfies Record<Length, string>,
    optional: 'If it has one',
    editor: 'Your text',
    placeholder: 'Begin here, or leave it empty',
    draft: 'Draft',
    draftKey: 'Ctrl ↵',
    stop: 'Stop',
    stopKey: 'Esc',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not be copied',
    check: (words: string, why: string): string => `“${apart(beginning(words))}”: ${why}`,
    interrupted: 'The last draft was cut off when Longhand ended; what was written is here.',
    busy: 'A draft is still being written. It can be stopped, or waited for.',
    busyTrying: 'Your last texts are being drafted again on My voice. That can be stopped there, or waited for.',
  },

  status: {
    words,
    usual: (low: number, high: number): string => `usually ${n(low)}–${n(high)}`,
    begin: 'Looking through your writing',
    after,
    readingTexts: 'Reading your earlier texts',
    readingPoints: 'Reading your points',
    left: (activity: string, seconds: number): string => `${activity}, about ${humanWait(seconds)} left`,
    writing: 'Writing',
    stopping: 'Stopping',
    finished: (count: number): string => `The draft is finished, ${words(count)}.`,
    cancelled: 'Stopped. What was written stays.',
    failed: 'The draft could not go on.',
  },

  drafts: {
    title: 'Drafts',
    search: 'Search your drafts',
    new: 'New page',
    newKey: 'Ctrl+N',
    newOpened: 'A new page.',
    opened: 'The draft is open.',
    none: 'Nothing written yet. Every page you write on is kept here, as you type.',
    nothing: (words: string): string => `No draft says “${words}”. Try fewer words.`,
    /** No more than `most` are looked for. */
    found: (count: number, most: number): string =>
      count === 0 ? 'Nothing found' : count < most ? many(count, 'draft', 'drafts') : `${n(most)} drafts or more`,
    shown: (count: number): string => `The ${n(count)} changed last are shown.`,
    untitled: 'Without a title',
    about: (thing: string): string => `about ${apart(thing)}`,
    to: (name: string): string => `to ${apart(name)}`,
    here: 'open now',
    remove: 'Delete',
    removeOf: (title: string): string => `Delete ${title}`,
    removeSure: 'Delete this draft for good?',
    removeYes: 'Delete it',
    removeNo: 'Keep it',
  },

  document: {
    label: (title: string): string => `The whole text: ${title}`,
    by: (name: string): string => `from ${apart(name)}`,
    folder: 'Show its folder',
    reply: 'Reply to this',
    read: 'Read',
  },

  settings: {
    title: 'Settings',
    look: 'Appearance',
    appearances,
    size: 'Size of the type',
    sizeOf: (percent: number): string => `${n(percent)} %`,
    model: 'Model',
    modelUse: 'Drafts are written by',
    modelBest: 'the best that is here',
    modelNow: 'in use',
    modelGone: 'no longer here',
    modelLost: 'The model that drafts are to be written by is no longer here, or cannot be used on this machine. Choose another one.',
    keys: 'Keyboard',
    keysHint: 'Every action has a key. Press F1, or ? outside a text, to see this list.',
    privacy: 'Privacy',
    nothingSent: 'Nothing is sent anywhere. Longhand has no way to reach a network; your files are read, and never changed.',
    stored: 'What is kept on this machine',
    folder: 'In the folder',
    parts: {
      record: 'What was read, your drafts and settings',
      index: 'What searching needs',
      ahead: 'What was read ahead for your next drafts',
      models: 'Models you added',
    },
    nothing: 'nothing',
    deleteAll: 'Delete everything',
    deleteHint: 'Forgets all folders, drafts and settings. Your own files, and models you added, stay as they are.',
    deleteSure: 'Everything that Longhand has read, all drafts and all settings will be gone for good. Your own files stay.',
    deleteYes: 'Yes, delete everything',
    deleteNo: 'Keep it all',
    gone: 'Everything was deleted. Your own files are as they were.',
  },

  keys: {
    title: 'Keys',
    list: [
      ['Ctrl Enter', 'Draft, or another draft'],
      ['Esc', 'Stop the draft'],
      ['Ctrl Shift Enter', 'Continue where the cursor is'],
      ['Alt R', 'Rewrite the chosen words in my voice'],
      ['Alt , and Alt .', 'The draft before, the next draft'],
      ['Alt D', 'All drafts side by side'],
      ['Alt N', 'The next underlined place, and why it is underlined'],
      ['Ctrl Z', 'Undo; a whole draft is one step'],
      ['Ctrl Shift C', 'Copy the text'],
      ['Ctrl S', 'Save as a file'],
      ['Ctrl N', 'A new page'],
      ['Alt B', 'Hide the details above the text, or show them'],
      ['Alt 1 to Alt 5', 'Write, Drafts, Library, Voice, Settings'],
      ['F1 or ?', 'This list'],
    ] as const,
  },

  reasons,
  voice,
  models,

  library: {
    title: 'Library',
    total: (count: number, kinds: string[], others: number): string =>
      `${texts(count)} of yours${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}${others > 0 ? `, ${n(others)} by others` : ''}`,
    kindCounts,
    search: 'Search your writing',
    byOthers: 'written by someone else',
    answers: (who: string, words: string): string => `Answers ${apart(who || 'a mail')}: ${words}`,
    /** No more than `most` are looked for. */
    found: (count: number, most: number): string =>
      count === 0 ? 'Nothing found' : count < most ? many(count, 'text found', 'texts found') : `${n(most)} or more texts found`,
    shown: (count: number): string => `The ${n(count)} that fit best are shown.`,
    nothing: (words: string): string => `Nothing of yours says “${words}”. Try fewer words, or others that mean the same.`,
    foundTitle: 'Found',
    folders: 'Folders',
    none: 'No folder yet. Add one with things you wrote yourself: Longhand learns your voice from them.',
    add: 'Add a folder',
    addArchive: 'Add a mail archive',
    busy: 'While files are being read no other folder or archive can be added. Wait until they are read, or stop the reading.',
    sampleName: 'The sample library',
    read: (count: number): string => `${files(count)} read`,
    skipped: (count: number): string => `${n(count)} left out`,
    failedCount: (count: number): string => `${n(count)} failed`,
    failedShow: 'show which',
    away: 'Not there now; what was read is kept.',
    polled: 'On a network drive or the like, so what changes there is noticed only from time to time.',
    waiting: (count: number): string => `${n(count)} waiting`,
    forget: 'Forget',
    forgetLabel: (name: string): string => `Forget ${name}`,
    forgetSure: 'Forget what was read here? The files themselves stay as they are.',
    forgetYes: 'Forget it',
    forgetNo: 'Keep it',
    sampleStays: 'The sample library is still here, so drafts borrow its voice.',
    putAway: 'Forget the sample',
    guess: 'Guess the kind of each text',
    /** Of a text whose kind the user has not said. */
    notSaid: 'As Longhand takes it',
    notKind: { email: 'Not an e-mail?', review: 'Not a review?', post: 'Not a post?', note: 'Not a note?' } satisfies Record<Kind, string>,
    allOf: { email: 'All e-mails', review: 'All reviews', post: 'All posts', note: 'All notes' } satisfies Record<Kind, string>,
    kindOf: (name: string): string => `Kind of the texts in ${name}`,
    kindOfText: (title: string): string => `Kind of ${title}`,
    why,
    years: 'By year',
    kept: 'Kept on this machine',
    keptRead: 'what was read',
    keptIndex: 'to search it',
    keptAhead: 'read ahead for your next drafts',
    keptModels: 'models you added',
    forgotten: (before: number, after: number): string =>
      `Forgotten. ${humanSize(before)} were kept before, ${humanSize(after)} are kept now.`,
    files: 'Files',
    filesSearch: 'Search by name or reason',
    filesShow: 'Show all files',
    filesOf: (shown: number, total: number): string => `${n(shown)} of ${files(total)}`,
    filesWhich: 'Which files',
    filesChoice: { all: 'All', failed: 'Failed', skipped: 'Left out', waiting: 'Waiting' },
    filesNone: {
      all: 'No file was looked at yet.',
      failed: 'Every file could be read.',
      skipped: 'Nothing was left out.',
      waiting: 'No file is waiting.',
    },
    filesNothing: (words: string): string => `No file of these has “${words}” in its name or reason.`,
    states: { read: 'read', skipped: 'left out', failed: 'could not be read', waiting: 'waiting' },
    setAside: 'Set aside until it changes or you try it again.',
    me: 'Who am I',
    meHint: 'Mail from these addresses counts as yours.',
    meNone: 'Once mail has been read, its senders stand here.',
    meSave: 'Save',
    names: 'Also you, as you said',
    nameOut: 'Take out',
    nameAdd: 'Add',
    modelNone: 'There is no model on this machine yet, so nothing can be drafted. Add one from a file.',
    modelRough: 'its drafts will be rough',
    putAwayModel: 'Free the memory',
    putAwayAfter: (minutes: number): string =>
      minutes === 0 ? 'never' : `when I have not drafted for ${many(minutes, 'minute', 'minutes')}`,
    putAwayHint: 'The next draft then begins a little later.',
    further: 'While I read a draft, write three more to choose from',
    furtherHint: 'They stop as soon as you type. Without them the machine rests and a battery lasts longer.',
  },
};
