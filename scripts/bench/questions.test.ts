import { expect, it } from 'vitest';
import { commentOf, questionOf, questionsOf } from './questions';

const python = `class Gate:
    """Lets people through, one by one."""

    @property
    def width(
        self,
    ) -> int:
        '''
        How many people fit side by side.

        More is said here.
        '''
`.split('\n');

it('reads the comment of a definition, above it or as its first string', () => {
  expect(commentOf(python, 0)).toBe('Lets people through, one by one.');
  expect(commentOf(python, 4).trim()).toMatch(/^How many people fit side by side\./);
  const java = ['/**', ' * Opens a gate.', ' */', '@Override', 'void open() {}'];
  expect(commentOf(java, 4)).toBe('Opens a gate.');
  const go = ['x := 1', '// Open lets people in', '// at once.', 'func Open() {}'];
  expect(commentOf(go, 3)).toBe('Open lets people in\n at once.');
  expect(commentOf(['/// Opens a gate.', '#[inline]', 'fn open() {}'], 2)).toBe('Opens a gate.');
  expect(commentOf(go, 0)).toBe('');
});

it('asks for what the first sentence says, without the name of what is asked for', () => {
  expect(questionOf('Open lets people in at once. Then it closes.', 'Open')).toBe('lets people in at once.');
  expect(questionOf('Sets the {@link Gate gate} of <b>this</b> place\n@param gate the gate', 'set')).toBe(
    'Sets the Gate gate of this place',
  );
  expect(questionOf('TODO: open this gate some day', 'open')).toBeUndefined();
  expect(questionOf('Opens it.', 'open')).toBeUndefined();
  expect(questionOf('The $gate of the old town hall', '$gate')).toBe('The of the old town hall');
});

it('leaves out what several comments say alike', () => {
  const text =
    '// Lets the people in here\nf\n// Lets the people in here\ng\n// Closes it for all of them\nh\n';
  const defined = ['f', 'g', 'h'].map((name, at) => ({
    name,
    kind: 'function',
    file: 'a.go',
    line: 2 * at + 2,
  }));
  expect(questionsOf(defined, () => text).map(({ about }) => about.name)).toEqual(['h']);
  const fields = defined.map((one) => ({ ...one, kind: 'field' }));
  expect(questionsOf(fields, () => text)).toEqual([]);
});
