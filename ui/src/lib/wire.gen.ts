// Generated from the Rust types by `cargo xtask wire`; do not edit.

export type Kind = "email" | "review" | "post" | "note";

export type Length = "short" | "usual" | "long";

export type Brief = { 
/**
 * What sort of text it will be.
 */
kind: Kind, 
/**
 * Subject or title.
 */
title: string, 
/**
 * To whom a mail goes: a name or an address.
 */
to: string, 
/**
 * What a review is about.
 */
about: string, 
/**
 * The rating of a review, such as `4/5`.
 */
rating: string, 
/**
 * What has to be said, one thing a line.
 */
points: Array<string>, 
/**
 * The message that a mail answers.
 */
reply_to: string, 
/**
 * The user's own first words; the draft goes on from them and never changes them.
 */
start: string, 
/**
 * How long it should be.
 */
length: Length, };

export type DocumentId = number;

export type DraftId = number;

export type Person = { 
/**
 * The name as it stands in the mail; empty if there is none.
 */
name: string, 
/**
 * The address in lower case; empty if there is none.
 */
address: string, };

export type Stage = "retrieve" | "rank" | "summarize" | "synthesize" | "generate";

export type Slot = "style" | "topic";

export type Readiness = "ready" | "read_now" | "left_out" | "nothing";

export type Source = { 
/**
 * The document.
 */
id: DocumentId, 
/**
 * Its title or subject.
 */
title: string, 
/**
 * The file it was read from.
 */
path: string, 
/**
 * What sort of text it is.
 */
kind: Kind, 
/**
 * When it was written.
 */
date: string | null, 
/**
 * To whom, by name; empty if to nobody.
 */
to: string, 
/**
 * How well the document fits the brief; 0 for one that was not found by its topic.
 */
score: number, 
/**
 * Why it was taken.
 */
slot: Slot, 
/**
 * The same in words for a person, such as "to the same person".
 */
why: string, 
/**
 * A verbatim part of the user's own words in it: what the prompt shows.
 */
text: string, };

export type SummarySnippet = { 
/**
 * The document that it stands in.
 */
id: DocumentId, 
/**
 * The words, verbatim.
 */
text: string, 
/**
 * The part of the brief that it was chosen for.
 */
part: string, };

export type Shell = { 
/**
 * The usual first line, with the name filled in; empty where there is no habit.
 */
greeting: string, 
/**
 * The usual last lines; empty where there is no habit.
 */
sign_off: string, 
/**
 * A quarter of the pieces are shorter than this, in words; 0 when there are none.
 */
words_low: number, 
/**
 * Half of the pieces are shorter than this, in words; 0 when there are none.
 */
words_median: number, 
/**
 * A quarter of the pieces are longer than this, in words; 0 when there are none.
 */
words_high: number, 
/**
 * How many pieces this was counted over.
 */
pieces: number, };

export type Wish = { 
/**
 * Documents whose words are to be used whatever else is.
 */
pinned: Array<DocumentId>, 
/**
 * Documents whose words are not to be used.
 */
dropped: Array<DocumentId>, 
/**
 * What the user said before on the parts of the brief, as they left it.
 */
summary: Array<SummarySnippet> | null, 
/**
 * The important words as they left them.
 */
words: Array<string> | null, 
/**
 * Greeting, sign-off and length as they left them.
 */
shell: Shell | null, 
/**
 * Whether a passage is to be said anew: its sentences are the points, all of which are wanted, whatever was said before
 * them, and it has no more room than the length that is given.
 */
anew: boolean, };

export type Candidate = { 
/**
 * What was generated after the user's start.
 */
text: string, 
/**
 * The share of the user's points that it makes, 0 to 1.
 */
points_kept: number, 
/**
 * How much it sounds like the user, 0 to 1; none where that cannot be told.
 */
voice_match: number | null, 
/**
 * Its length in words.
 */
words: number, };

export type Mark = { 
/**
 * Where it begins, in UTF-16 units of the text, as the window counts.
 */
from: number, 
/**
 * Where it ends, in the same.
 */
to: number, 
/**
 * The words.
 */
text: string, 
/**
 * What is the matter, in words for a person.
 */
why: string, };

export type Spread = { 
/**
 * A tenth lies below.
 */
low: number, 
/**
 * Half lies below.
 */
middle: number, 
/**
 * A tenth lies above.
 */
high: number, };

export type Trait = { 
/**
 * In words for a person, such as "shorter sentences than you write".
 */
says: string, 
/**
 * How much of it there is in the text that was looked at; none where only the habit is told.
 */
here: number | null, 
/**
 * A quarter of the pieces have less of it.
 */
low: number, 
/**
 * A quarter of the pieces have more of it.
 */
high: number, 
/**
 * What is counted, such as "words a sentence".
 */
unit: string, 
/**
 * How many pieces show it at all.
 */
shown_in: number, 
/**
 * How many pieces this was counted over.
 */
pieces: number, };

export type Outcome = "finished" | "cancelled" | "failed";

export type ErrorCode = "no_model" | "prompt_too_long" | "worker_died" | "busy" | "locked" | "bad_input" | "io" | "record";

export type Error = { 
/**
 * Who should act.
 */
code: ErrorCode, 
/**
 * What went wrong, as a clause without a full stop.
 */
what: string, 
/**
 * The file or folder concerned, if there is one. Shown with replacement marks where it is not UTF-8.
 */
path: string | null, 
/**
 * What to do about it, as a clause without a full stop.
 */
remedy: string | null, };

export type DraftEvent = { "event": "method", 
/**
 * In what, as `name: value` of a `Method`.
 */
otherwise: Array<string>, } | { "event": "stage", 
/**
 * Which one.
 */
stage: Stage, 
/**
 * How long it took, in milliseconds.
 */
ms: number, } | { "event": "sources", 
/**
 * In the order of the prompt.
 */
sources: Array<Source>, } | { "event": "summary", 
/**
 * In the order of the brief.
 */
snippets: Array<SummarySnippet>, } | { "event": "words", 
/**
 * Most important first.
 */
words: Array<string>, 
/**
 * Greeting, sign-off and length.
 */
shell: Shell, } | { "event": "ready", 
/**
 * The passages that show the hand.
 */
style: Readiness, 
/**
 * The passages about the same thing.
 */
topic: Readiness, 
/**
 * Whether summary and words follow a sketch made beforehand, and not the brief alone.
 */
sketch: boolean, 
/**
 * Tokens of the prompt.
 */
tokens: number, 
/**
 * Of these, the ones that need not be read now.
 */
tokens_ready: number, } | { "event": "reading", 
/**
 * Tokens read since the draft was asked for.
 */
done: number, 
/**
 * Tokens to be read in all.
 */
total: number, } | { "event": "candidates", 
/**
 * All of them.
 */
candidates: Array<Candidate>, 
/**
 * The number of the one that is taken, from 0.
 */
chosen: number, } | { "event": "text", 
/**
 * Counts from 0 without gaps.
 */
seq: number, 
/**
 * The new text.
 */
delta: string, } | { "event": "ended", 
/**
 * How.
 */
outcome: Outcome, 
/**
 * The start followed by everything that was generated.
 */
text: string, 
/**
 * The share of the user's points that it makes, 0 to 1; 0 for one that did not come to its end.
 */
points_kept: number, 
/**
 * How much it sounds like the user, 0 to 1; none where there are too few pieces to tell.
 */
voice_match: number | null, 
/**
 * Where the same figure lies for most of what the user wrote themselves; none where it cannot be told.
 */
voice_usual: Spread | null, 
/**
 * In what it differs from the user's own pieces, the most striking first.
 */
traits: Array<Trait>, 
/**
 * Names, numbers, dates and addresses that stand neither in the brief nor in the message replied to.
 */
unsupported: Array<Mark>, 
/**
 * Runs of more than twelve words that stand in a past piece too.
 */
copied: Array<Mark>, 
/**
 * From the click to the first word, in milliseconds; none if there was no word.
 */
first_token_ms: number | null, 
/**
 * Speed of the model while writing; none if there was no word.
 */
tokens_per_s: number | null, 
/**
 * What went wrong, if something did.
 */
error: Error | null, };

export type Findings = { 
/**
 * The share of the user's points that it makes, 0 to 1.
 */
points_kept: number, 
/**
 * How much it sounds like the user, 0 to 1; none where that cannot be told.
 */
voice_match: number | null, 
/**
 * Where the same figure lies for most of what the user wrote themselves; none where it cannot be told.
 */
voice_usual: Spread | null, 
/**
 * In what it differs from the user's own pieces, the most striking first.
 */
traits: Array<Trait>, 
/**
 * Names, numbers, dates and addresses that stand neither in the brief nor in the message replied to.
 */
unsupported: Array<Mark>, 
/**
 * Runs of more than twelve words that stand in a past piece too.
 */
copied: Array<Mark>, };

export type FurtherDraft = { 
/**
 * The start followed by everything that was generated.
 */
text: string, 
/**
 * What there is to say of it.
 */
findings: Findings, };

export type FileState = "read" | "skipped" | "failed" | "waiting";

export type FileReport = { 
/**
 * The file.
 */
path: string, 
/**
 * What became of it.
 */
state: FileState, 
/**
 * Why, in words; empty for a file that was read whole.
 */
reason: string, 
/**
 * When it was looked at; none in what is told of a reading that has just ended.
 */
read_at: string | null, 
/**
 * SHA-256, in hex, of a file that is set aside because it ended the process that reads files or held it up; it is
 * tried again when it changes or the user asks for it.
 */
set_aside: string | null, };

export type FileList = { 
/**
 * The first of them, by path.
 */
files: Array<FileReport>, 
/**
 * How many there are.
 */
total: number, };

export type KindReason = { "because": "chosen" } | { "because": "mail" } | { "because": "given" } | { "because": "said" } | { "because": "name", 
/**
 * The name.
 */
name: string, } | { "because": "nothing" };

export type Likely = { 
/**
 * Name and address.
 */
person: Person, 
/**
 * In how many mails one can see it.
 */
mails: number, 
/**
 * Whether they sent what lies among sent mail; otherwise it is who the mails are to.
 */
sent: boolean, };

export type Kept = { 
/**
 * What was read, and drafts and settings.
 */
record: number, 
/**
 * The search index.
 */
index: number, 
/**
 * What the model has read ahead of any brief.
 */
ahead: number, 
/**
 * Models that were added.
 */
models: number, };

export type SourceFolder = { 
/**
 * Where it is.
 */
path: string, 
/**
 * The kind that the user gave for its texts; none where it is guessed.
 */
kind: Kind | null, 
/**
 * Whether it is the sample library that comes with Longhand.
 */
sample: boolean, 
/**
 * Whether it is not where it was; what was read of it is kept.
 */
away: boolean, 
/**
 * Whether it lies on a network drive or the like: what other computers change there is found from time to time.
 */
polled: boolean, 
/**
 * How many files were read.
 */
read: number, 
/**
 * How many were skipped.
 */
skipped: number, 
/**
 * How many failed.
 */
failed: number, 
/**
 * How many wait to be read.
 */
waiting: number, 
/**
 * Texts in it by kind, other people's too.
 */
by_kind: Partial<Record<Kind, number>>, };

export type Span = { 
/**
 * Where it begins.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, };

export type Sender = { 
/**
 * Name and address.
 */
person: Person, 
/**
 * How many mails.
 */
mails: number, 
/**
 * Whether this is the user already.
 */
me: boolean, };

export type ModelInfo = { 
/**
 * Its name: `writer`, `starter` or that of a file.
 */
name: string, 
/**
 * Size of the file in bytes.
 */
bytes: number, 
/**
 * Whether its drafts will be rough.
 */
rough: boolean, 
/**
 * Whether it was added to the data folder, so that it can be deleted from there.
 */
added: boolean, };

export type ModelStep = { "step": "looking" } | { "step": "waiting" } | { "step": "trying" } | { "step": "summing", 
/**
 * Bytes so far.
 */
done: number, 
/**
 * Bytes there are.
 */
total: number, } | { "step": "copying", 
/**
 * Bytes so far.
 */
done: number, 
/**
 * Bytes there are.
 */
total: number, } | { "step": "measuring" };

export type Appearance = "system" | "light" | "dark" | "contrast";

export type Settings = { 
/**
 * The model to draft with, by name; none takes the best that is there.
 */
model: string | null, 
/**
 * How many minutes without use the model is kept in memory before it is put away; 0 keeps it for good.
 */
put_away_after_minutes: number, 
/**
 * Whether further drafts are written while the user reads one.
 */
further_drafts: boolean, 
/**
 * How the window looks.
 */
appearance: Appearance, 
/**
 * Size of the type in per cent, 100 to 200.
 */
type_size: number, };

export type Stored = { 
/**
 * The data folder.
 */
folder: string, 
/**
 * How much lies there.
 */
kept: Kept, };

export type Page = { 
/**
 * Its number; 0 for one that was not kept yet.
 */
id: number, 
/**
 * The brief.
 */
brief: Brief, 
/**
 * The text in the editor: the user's words and the draft.
 */
text: string, 
/**
 * What was drafted of it, in order, as long as the user has changed nothing within.
 */
drafted: Array<Span>, 
/**
 * The drafts that were made beside the one that stands in the text as it came, and that one itself.
 */
pile: Pile, 
/**
 * Which passages the draft that came last was made from.
 */
sources: Array<KeptSource>, 
/**
 * What the user wants otherwise in every draft of this page.
 */
wish: KeptWish, 
/**
 * Whether a draft was running when the text was last saved, and did not come to its end.
 */
interrupted: boolean, };

export type Pile = { 
/**
 * In the order in which they came.
 */
drafts: Array<Alternative>, 
/**
 * Whether the brief is still the one that they were made from.
 */
fits: boolean, };

export type Alternative = { 
/**
 * What was drafted, without the words that it goes on from.
 */
text: string, 
/**
 * What there is to say of it; places count from the beginning of `text`.
 */
findings: Findings, 
/**
 * How many points it was to make.
 */
points: number, 
/**
 * Whether it has stood in the text.
 */
seen: boolean, };

export type KeptSource = { 
/**
 * The document.
 */
id: DocumentId, 
/**
 * Why it was taken.
 */
slot: Slot, 
/**
 * The same in words of the program's own for a person, such as "to the same person".
 */
why: string, };

export type KeptWish = { 
/**
 * Documents whose words are to be used whatever else is.
 */
pinned: Array<DocumentId>, 
/**
 * Documents whose words are not to be used. What they are called is looked up, too.
 */
dropped: Array<DocumentId>, 
/**
 * Greeting, sign-off and length as the user left them.
 */
shell: Shell | null, };

export type PageLine = { 
/**
 * Its number.
 */
id: number, 
/**
 * What sort of text it is.
 */
kind: Kind, 
/**
 * Subject or title, or else what a review is about; empty if nothing of that is given.
 */
title: string, 
/**
 * What a review is about, where it has a title beside that; empty otherwise.
 */
about: string, 
/**
 * To whom.
 */
to: string, 
/**
 * How its text begins, or else the points to be made.
 */
begins: string, 
/**
 * Its length in words.
 */
words: number, 
/**
 * When it was last changed.
 */
changed: string, };

export type Received = { 
/**
 * Who sent it, as they stand in *To*; empty where the file does not say.
 */
sender: string, 
/**
 * Its subject or title; empty if it has none.
 */
title: string, 
/**
 * Its own text, without what it quotes.
 */
text: string, };

export type Opened = { 
/**
 * The document.
 */
id: DocumentId, 
/**
 * Its title or subject.
 */
title: string, 
/**
 * The file it was read from.
 */
path: string, 
/**
 * What sort of text it is.
 */
kind: Kind, 
/**
 * When it was written.
 */
date: string | null, 
/**
 * To whom, by name; empty if to nobody.
 */
to: string, 
/**
 * Who wrote it, where the file says so.
 */
from: Person | null, 
/**
 * The same person as they stand in *To*; empty where there is none.
 */
sender: string, 
/**
 * Whether the user wrote it.
 */
mine: boolean, 
/**
 * Its author's own words.
 */
text: string, };

export type Overview = { 
/**
 * Documents of the user's own.
 */
documents: number, 
/**
 * The same by kind.
 */
by_kind: Partial<Record<Kind, number>>, 
/**
 * The same by year, where their date is known.
 */
by_year: Record<string, number>, 
/**
 * Documents by other people, kept as context.
 */
context: number, 
/**
 * What is kept on the disk.
 */
kept: Kept, 
/**
 * What the user gave to read.
 */
sources: Array<SourceFolder>, 
/**
 * Files that failed, with the reason.
 */
failed: Array<FileReport>, 
/**
 * Who the user is: addresses and names.
 */
me: Array<string>, 
/**
 * Who sent the mails that were read, most mails first.
 */
senders: Array<Sender>, 
/**
 * Who the user likely is, where they have not said so.
 */
likely: Likely | null, 
/**
 * The model; none if there is no model file.
 */
model: ModelInfo | null, 
/**
 * What the user has decided for good.
 */
settings: Settings, 
/**
 * The page as it was left.
 */
page: Page, 
/**
 * Whether something is being read just now that was asked for.
 */
reading: boolean, 
/**
 * Whether the user has paused the reading.
 */
paused: boolean, };

export type Answered = { 
/**
 * The document.
 */
id: DocumentId, 
/**
 * Its subject.
 */
title: string, 
/**
 * The name of who wrote it, or else the address; empty if neither is known.
 */
author: string, 
/**
 * When it was written.
 */
date: string | null, 
/**
 * The author's own words in it.
 */
text: string, };

export type Hit = { 
/**
 * The document.
 */
id: DocumentId, 
/**
 * Its title or subject.
 */
title: string, 
/**
 * The file it was read from.
 */
path: string, 
/**
 * What sort of text it is.
 */
kind: Kind, 
/**
 * Why it is taken for that.
 */
why: KindReason, 
/**
 * When it was written.
 */
date: string | null, 
/**
 * Whether the user wrote it; otherwise it is context.
 */
mine: boolean, 
/**
 * How well it fits, in the measure of the search that found it.
 */
score: number, 
/**
 * The passage that fits best, verbatim.
 */
text: string, 
/**
 * The mail that it answers, where that is in the library.
 */
answers: Answered | null, };

export type ReadingSummary = { 
/**
 * Files that are in the record now.
 */
read: number, 
/**
 * Of these, the ones that had not changed and were not opened.
 */
unchanged: number, 
/**
 * Files left out, with the reason in `status`.
 */
skipped: number, 
/**
 * Files that should have been read and could not be.
 */
failed: Array<FileReport>, 
/**
 * Files that are gone from the disk, and so from the record.
 */
gone: number, 
/**
 * Documents added or changed.
 */
documents: number, 
/**
 * Whether it was stopped before the end.
 */
stopped: boolean, 
/**
 * How long it took, in milliseconds.
 */
ms: number, };

export type ReadingProgress = { 
/**
 * Files looked at so far.
 */
files: number, 
/**
 * Files there are.
 */
total: number, 
/**
 * Bytes read so far, of those files that are new or have changed.
 */
bytes: number, 
/**
 * Bytes that are to be read.
 */
total_bytes: number, 
/**
 * Documents found so far.
 */
documents: number, 
/**
 * Documents found in a minute at the pace of the last seconds; none before there is a pace.
 */
documents_per_minute: number | null, 
/**
 * How long it will still take at that pace.
 */
seconds_left: number | null, 
/**
 * The file just now.
 */
path: string, };

export type ReadingEvent = { "event": "progress" } & ReadingProgress | { "event": "ended", 
/**
 * What became of the files; empty counts when it could not begin.
 */
summary: ReadingSummary, 
/**
 * Why it could not go on, if so.
 */
error: Error | null, };

export type LibraryEvent = { "event": "changed" } | { "event": "reading", 
/**
 * How far it is; none when it is over.
 */
progress: ReadingProgress | null, } | { "event": "not_watched", 
/**
 * What and why.
 */
error: Error, };

export type Avoid = "exclamation_marks" | "dashes" | "dots" | "emoji";

export type Corrections = { 
/**
 * The first line of a letter, with NAME and SURNAME in the place of a name; empty for none.
 */
greeting: string | null, 
/**
 * The last lines of a letter; empty for none.
 */
sign_off: string | null, 
/**
 * No piece is to be much longer than this, in words.
 */
most_words: number | null, 
/**
 * Marks not to be used.
 */
without: Array<Avoid> | null, 
/**
 * Words that are not put forward.
 */
words_out: Array<string> | null, };

export type Counted = { 
/**
 * What.
 */
text: string, 
/**
 * In how many pieces.
 */
count: number, };

export type Favourite = { 
/**
 * The word.
 */
text: string, 
/**
 * In how many pieces it stands.
 */
count: number, 
/**
 * How many times as often as other people write it; none where that is not known.
 */
times: number | null, };

export type Lengths = { 
/**
 * The width of a step, in words; the first begins at 0, and the last holds all that is longer.
 */
step: number, 
/**
 * How many there are in each step.
 */
counts: Array<number>, 
/**
 * A quarter is shorter than this.
 */
low: number, 
/**
 * A quarter is longer than this.
 */
high: number, };

export type Measured = { 
/**
 * What it is called, such as "commas".
 */
says: string, 
/**
 * A quarter of the pieces have less of it.
 */
low: number, 
/**
 * Half of the pieces have less of it.
 */
median: number, 
/**
 * A quarter of the pieces have more of it.
 */
high: number, 
/**
 * What is counted, such as "in 100 words".
 */
unit: string, 
/**
 * How many pieces show it at all.
 */
shown_in: number, 
/**
 * How many pieces this was counted over.
 */
pieces: number, 
/**
 * How much of it there is in each piece, in order; of many pieces, in as many of them as a picture has room for.
 */
strip: Array<number>, 
/**
 * The mark that drafts can do without, if it is one.
 */
avoid: Avoid | null, };

export type Portrait = { 
/**
 * What sort of text.
 */
kind: Kind, 
/**
 * To whom they went; empty for all.
 */
to: string, 
/**
 * How many pieces everything is counted over.
 */
pieces: number, 
/**
 * A quarter of them are shorter than this, in words.
 */
words_low: number, 
/**
 * Half of them are shorter than this, in words.
 */
words_median: number, 
/**
 * A quarter of them are longer than this, in words.
 */
words_high: number, 
/**
 * How long the pieces are.
 */
lengths: Lengths, 
/**
 * How long the sentences are.
 */
sentences: Lengths, 
/**
 * First lines, with NAME where the recipient's stands.
 */
greetings: Array<Counted>, 
/**
 * Last lines.
 */
sign_offs: Array<Counted>, 
/**
 * Words that the user writes more often than others do; where too little is known for that, those in most pieces.
 */
words: Array<Favourite>, 
/**
 * Sentences, paragraphs and points.
 */
habits: Array<Measured>, };

export type WrittenTo = { 
/**
 * Their address, or name where there is none, in lower case.
 */
who: string, 
/**
 * What to call them.
 */
name: string, 
/**
 * How many pieces went to them.
 */
pieces: number, };

export type VoiceOf = { 
/**
 * What the user wants otherwise here.
 */
corrections: Corrections, 
/**
 * Where it is about one person: what the user wants otherwise in all texts of the kind.
 */
usual: Corrections, 
/**
 * To whom the user writes texts of the kind, most first.
 */
people: Array<WrittenTo>, 
/**
 * What sort of text.
 */
kind: Kind, 
/**
 * To whom they went; empty for all.
 */
to: string, 
/**
 * How many pieces everything is counted over.
 */
pieces: number, 
/**
 * A quarter of them are shorter than this, in words.
 */
words_low: number, 
/**
 * Half of them are shorter than this, in words.
 */
words_median: number, 
/**
 * A quarter of them are longer than this, in words.
 */
words_high: number, 
/**
 * How long the pieces are.
 */
lengths: Lengths, 
/**
 * How long the sentences are.
 */
sentences: Lengths, 
/**
 * First lines, with NAME where the recipient's stands.
 */
greetings: Array<Counted>, 
/**
 * Last lines.
 */
sign_offs: Array<Counted>, 
/**
 * Words that the user writes more often than others do; where too little is known for that, those in most pieces.
 */
words: Array<Favourite>, 
/**
 * Sentences, paragraphs and points.
 */
habits: Array<Measured>, };

export type Attempt = { 
/**
 * The draft; empty where the model found no words.
 */
text: string, 
/**
 * Words that both have, of 100 of their words (ROUGE-1, F1).
 */
rouge1: number, 
/**
 * The same over the words that were not given.
 */
rouge1_beyond: number, 
/**
 * How much it sounds like the user, 0 to 1; none where there are too few earlier texts to tell.
 */
voice_match: number | null, };

export type Replayed = { 
/**
 * The document.
 */
id: DocumentId, 
/**
 * Its title or subject.
 */
title: string, 
/**
 * What sort of text it is.
 */
kind: Kind, 
/**
 * When it was written.
 */
date: string, 
/**
 * The file it was read from.
 */
path: string, 
/**
 * Its length in words.
 */
words: number, 
/**
 * How many texts of the kind came before it.
 */
earlier: number, 
/**
 * The points that were given in its place.
 */
points: Array<string>, 
/**
 * Drafted from what the user had written before.
 */
with_history: Attempt, 
/**
 * Drafted from nothing but the points.
 */
without: Attempt, };

export type ReplaySummary = { 
/**
 * How many texts were drafted.
 */
documents: number, 
/**
 * Mean of `rouge1` with what was written before.
 */
with_history: number, 
/**
 * The same without.
 */
without: number, 
/**
 * For how many texts it could be told whether the draft sounds like the user.
 */
told: number, 
/**
 * Of these, how many did.
 */
like_you: number, 
/**
 * And how many did without what was written before.
 */
like_you_without: number, };

export type ReplayEvent = { "event": "progress", 
/**
 * Drafts written so far; there are two for each text.
 */
done: number, 
/**
 * Drafts there are to be.
 */
total: number, 
/**
 * How long it will still take at the pace so far; none before there is a pace.
 */
seconds_left: number | null, } | { "event": "result" } & Replayed | { "event": "ended", 
/**
 * What is known by then; none where no text was drafted.
 */
summary: ReplaySummary | null, 
/**
 * Whether the user stopped it.
 */
stopped: boolean, 
/**
 * Why it could not go on, if so.
 */
error: Error | null, };
