/** What is offered while a query is typed. */
import { expect, it } from 'vitest';
import { folderFilter } from '../../share';
import { complete, type KnownValues, symbolTyped, take } from './completion';

const KNOWN: KnownValues = {
  languages: [
    { id: 'python', name: 'Python', files: 12 },
    { id: 'cpp', name: 'C++', files: 3 },
  ],
  folders: ['src/', 'src/app/', 'docs/'],
  symbols: ['parseQuery', 'parse_all', 'run'],
};

/** `|` is the caret. */
function offered(text: string): string[] {
  const caret = text.indexOf('|');
  const query = text.replace('|', '');
  return (complete(query, caret, KNOWN, folderFilter)?.suggestions ?? []).map((one) => one.text);
}

it('offers filters, and the values that they take', () => {
  expect(offered('token la|')).toEqual(['lang:']);
  expect(offered('token -|')).toEqual([]);
  expect(offered('token -fi|')).toEqual(['-file:']);
  expect(offered('lang:|')).toEqual(['lang:python', 'lang:cpp']);
  expect(offered('lang:c+|')).toEqual(['lang:cpp']);
  expect(offered('type:s|')).toEqual(['type:symbol', 'type:structural']);
  expect(offered('symbol:pa|')).toEqual(['symbol:^parseQuery$', 'symbol:^parse_all$']);
  expect(offered('case:| token')).toEqual(['case:yes', 'case:no']);
  expect(offered('-file:src|')).toEqual(['-file:^src/', '-file:^src/app/']);
  expect(offered('file:^src/|')).toEqual(['file:^src/app/']);
});

it('offers nothing for words, and nothing that is there already', () => {
  for (const text of ['|', 'token |', 't|', 'token|', 'case:yes|', 'symbol:no|', 'f(x|', 'http://|'])
    expect([text, offered(text)]).toEqual([text, []]);
});

it('asks for names once two letters of one are there', () => {
  expect(symbolTyped('a symbol:pa', 11)).toBe('pa');
  expect(symbolTyped('symbol:p', 8)).toBeUndefined();
  expect(symbolTyped('symbol:^pa$ b', 13)).toBeUndefined();
});

it('puts a value in the place of the word, and the caret behind it', () => {
  const after = (text: string) => {
    const query = text.replace('|', '');
    const completion = complete(query, text.indexOf('|'), KNOWN, folderFilter);
    const [first] = completion?.suggestions ?? [];
    if (!completion || !first) return undefined;
    const { query: next, caret } = take(query, completion, first);
    return `${next.slice(0, caret)}|${next.slice(caret)}`;
  };
  expect(after('la| token')).toBe('lang:| token');
  expect(after('lang:p| token')).toBe('lang:python |token');
  expect(after('token lang:p|')).toBe('token lang:python |');
});
