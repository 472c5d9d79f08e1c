// What a program behind the window could have, for tests.
import type { Ready } from '../src/lib/draft-state';
import { emptyBrief } from '../src/lib/page.svelte';
import type { Findings, KeptWish, Opened, Overview, Page, Pile, Source } from '../src/lib/wire.gen';

export const nothingFound: Findings = {
  points_kept: 0,
  voice_match: null,
  voice_usual: null,
  traits: [],
  unsupported: [],
  copied: [],
};

export const nothingKept: Pile = { drafts: [], fits: false };
const nothingWanted: KeptWish = { pinned: [], dropped: [], shell: null };
export const blankPage: Page = { id: 0, brief: emptyBrief, text: '', drafted: [], pile: nothingKept, sources: [], wish: nothingWanted, interrupted: false };

export const overview: Overview = {
  documents: 0,
  by_kind: {},
  by_year: {},
  context: 0,
  kept: { record: 2_000_000, index: 1_000_000, ahead: 0, models: 0 },
  sources: [],
  failed: [],
  me: [],
  senders: [],
  likely: null,
  model: { name: 'writer', bytes: 1_100_000_000, rough: false, added: false },
  settings: { model: null, put_away_after_minutes: 10, further_drafts: true, appearance: 'system', type_size: 100 },
  page: blankPage,
  reading: false,
  paused: false,
};

export const folder = {
  path: '/home/u/mail',
  kind: null,
  sample: false,
  away: false,
  polled: false,
  read: 4,
  skipped: 1,
  failed: 0,
  waiting: 0,
  by_kind: { email: 3, note: 1 },
};

export const progress = {
  files: 120,
  total: 400,
  bytes: 3_000_000,
  total_bytes: 10_000_000,
  documents: 210,
  documents_per_minute: 1300,
  seconds_left: 85,
  path: '/x',
};

export const source: Source = {
  id: 1,
  title: 'Re: room for the 14th',
  path: '/home/u/mail/room.eml',
  kind: 'email',
  date: '2025-03-14T10:00:00Z',
  to: 'the reading group',
  score: 3.2,
  slot: 'style',
  why: 'to the same person',
  text: 'Fine by me, only not the early train.',
};

export const opened: Opened = {
  id: 1,
  title: 'Room for the 14th',
  path: '/home/u/mail/room.eml',
  kind: 'email',
  date: '2025-03-14T10:00:00Z',
  to: 'Ottilie',
  from: { name: 'Marta', address: 'marta@x.example' },
  sender: 'Marta <marta@x.example>',
  mine: false,
  text: 'Is the room free on the 14th?',
};

export const ready: Ready = {
  event: 'ready',
  style: 'ready',
  topic: 'nothing',
  sketch: false,
  tokens: 900,
  tokens_ready: 840,
};
