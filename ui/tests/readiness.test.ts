// What was ready beforehand, in plain words.
import { describe, expect, it } from 'vitest';
import { readiness, readsPieces } from '../src/lib/readiness';
import { s } from '../src/lib/strings';
import type { Readiness } from '../src/lib/wire.gen';
import { ready } from './fake-backend';

const { style, topic, both } = s.reasons.ready;
const all: Readiness[] = ['ready', 'read_now', 'left_out', 'nothing'];
const said = (style: Readiness, topic: Readiness): string => readiness({ ...ready, style, topic });

describe('readiness', () => {
  it('says for the pieces and for the passages how it was', () => {
    expect(said('ready', 'nothing')).toBe('The texts that show how you write were ready before you asked.');
    expect(said('ready', 'left_out')).toBe(`${style.ready} ${topic.left_out}`);
    expect(said('ready', 'read_now')).toBe(`${style.ready} ${topic.read_now}`);
    expect(said('read_now', 'left_out')).toBe(`${style.read_now} ${topic.left_out}`);
    expect(said('nothing', 'ready')).toBe(topic.ready);
  });

  it('says what holds for both only once', () => {
    expect(said('ready', 'ready')).toBe(both);
    expect(said('read_now', 'read_now')).toBe(style.read_now);
  });

  it('says nothing when there was nothing', () => {
    expect(said('nothing', 'nothing')).toBe('');
  });

  it('has no words that one has to have learned', () => {
    const every = all.flatMap((one) => all.map((other) => said(one, other))).join(' ');
    expect(every).not.toMatch(/token|prompt|prefill|cache|context|model/i);
  });
});

it('knows whether pieces have to be read before the first word', () => {
  expect(readsPieces({ ...ready, style: 'read_now' })).toBe(true);
  expect(readsPieces({ ...ready, topic: 'read_now' })).toBe(true);
  expect(readsPieces({ ...ready, topic: 'left_out' })).toBe(false);
});
