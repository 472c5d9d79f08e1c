// A hand as it was learned, and a text of it that was drafted again.
import type { Replayed, VoiceOf } from '../src/lib/wire.gen';

const counted = { step: 20, counts: [0, 2, 7, 3, 1], low: 44, high: 66 };

export const voice: VoiceOf = {
  kind: 'email',
  to: '',
  pieces: 13,
  words_low: 44,
  words_median: 52,
  words_high: 66,
  lengths: counted,
  sentences: { step: 2, counts: [1, 4, 9, 3], low: 4, high: 6 },
  greetings: [
    { text: 'Hullo NAME,', count: 8 },
    { text: 'Dear Mr SURNAME,', count: 3 },
  ],
  sign_offs: [{ text: 'Yours in haste,\nOttilie', count: 9 }],
  words: [
    { text: 'rather', count: 9, times: 4.2 },
    { text: 'vestry', count: 3, times: 80 },
  ],
  habits: [
    {
      says: 'commas',
      low: 4,
      median: 5,
      high: 7,
      unit: 'in 100 words',
      shown_in: 13,
      pieces: 13,
      strip: [1, 4, 5, 7, 9],
      avoid: null,
    },
    {
      says: 'exclamation marks',
      low: 0,
      median: 0,
      high: 1.5,
      unit: 'in 100 words',
      shown_in: 4,
      pieces: 13,
      strip: [0, 0, 0, 1.5, 3],
      avoid: 'exclamation_marks',
    },
  ],
  corrections: { greeting: null, sign_off: null, most_words: null, without: null, words_out: null },
  usual: { greeting: null, sign_off: null, most_words: null, without: null, words_out: null },
  people: [{ who: 'tom@x.example', name: 'Tom Averill', pieces: 6 }],
};

export const replayed: Replayed = {
  id: 3,
  title: 'The keys',
  kind: 'email',
  date: '2025-03-14T10:00:00Z',
  path: '/home/u/mail/keys.eml',
  words: 90,
  earlier: 12,
  points: ['the key'],
  with_history: { text: 'The key.', rouge1: 34, rouge1_beyond: 12, voice_match: 0.8 },
  without: { text: 'A key.', rouge1: 21, rouge1_beyond: 3, voice_match: 0.1 },
};
