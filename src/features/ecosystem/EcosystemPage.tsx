/** Packs, dialects and other tools on one page, each with its state, and what comes in and goes out. */
import { createEffect, createMemo, createResource, For, type JSX, on, Show } from 'solid-js';
import './ecosystem.css';
import type { Dialect } from '../../../workers/protocol';
import {
  createQuery,
  currentProjectId,
  foundRules,
  isAttached,
  isScanning,
  lookAtPacks,
  toolFiles,
} from '../../data';
import { countOf, formatCount } from '../../kernel/format';
import { callOperation } from '../../kernel/operations/run';
import { visibleText } from '../../kernel/visible-text';
import { takeOver } from '../../share';
import { Button } from '../../ui/Button';
import { InlineCode } from '../../ui/InlineCode';
import { hasProject } from './operations';
import { PackList } from './PackList';
import { toolsIn } from './tools';

export default function EcosystemPage(): JSX.Element {
  createEffect(
    on([isAttached, currentProjectId, isScanning], () => {
      if (!isScanning()) void lookAtPacks();
    }),
  );
  return (
    <div class="ecosystem scroll">
      <div class="ecosystem-body">
        <h1>Ecosystem</h1>
        <PackList />
        <Dialects />
        <Tools />
        <section aria-labelledby="eco-exchange">
          <h2 id="eco-exchange">Import and export</h2>
          <div class="eco-actions">
            <Button onClick={() => void callOperation('rules.import')}>Import rule files…</Button>
            <Button onClick={() => void callOperation('packs.new')}>New pack…</Button>
            <Show when={hasProject()}>
              <Button onClick={() => void callOperation('setup.open')}>Set this project up…</Button>
            </Show>
          </div>
        </section>
      </div>
    </div>
  );
}

/** Each way in which rules are written, what it is called and what comes of it here. */
const DIALECTS: readonly (readonly [dialect: Dialect, name: string, state: string])[] = [
  [
    'semgrep',
    'Semgrep',
    'YAML: patterns, metavariables and taint, which is followed further than by the open engine',
  ],
  ['ast-grep', 'ast-grep', 'YAML: all of it, with relational rules, utils, transforms, rewriters and fixes'],
  ['toml', 'Patterns', 'TOML, for a house rule in five lines'],
];

function Dialects(): JSX.Element {
  const rows = createQuery('rules', () => ({ text: '' }));
  const counts = createMemo(() => {
    const byDialect = new Map<Dialect, { builtin: number; own: number }>();
    for (const { dialect, origin } of rows() ?? []) {
      const count = byDialect.get(dialect) ?? { builtin: 0, own: 0 };
      count[origin === 'builtin' ? 'builtin' : 'own']++;
      byDialect.set(dialect, count);
    }
    return byDialect;
  });
  return (
    <section aria-labelledby="eco-dialects">
      <h2 id="eco-dialects">Dialects of rules</h2>
      <ul class="eco-list">
        <For each={DIALECTS}>
          {([dialect, name, state]) => (
            <li class="eco-row">
              <div class="eco-text">
                <p class="eco-name">{name}</p>
                <p class="dim">{state}.</p>
              </div>
              <p class="eco-figures number">
                {formatCount(counts().get(dialect)?.builtin ?? 0)} built-in,{' '}
                {formatCount(counts().get(dialect)?.own ?? 0)} others
              </p>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

function Tools(): JSX.Element {
  const [files] = createResource(isAttached, toolFiles);
  const [taken] = createResource(files, async (all) =>
    (await Promise.all(all.map(({ path, text }) => takeOver(path, text)))).filter((one) => one !== undefined),
  );
  const found = () => toolsIn(files() ?? []);
  const patternsOf = (path: string) => taken()?.find((one) => one.path === path)?.ignore.length ?? 0;
  return (
    <section aria-labelledby="eco-tools">
      <h2 id="eco-tools">Other tools in this project</h2>
      <Show
        when={found().length > 0 || foundRules.files().length > 0}
        fallback={
          <p class="eco-empty">
            {isAttached()
              ? 'Nothing at the root of this project is there for another tool.'
              : 'Open the folder of a project to see what is there for other tools.'}
          </p>
        }
      >
        <ul class="eco-list">
          <For each={found()}>
            {({ path, tool, comments }) => (
              <li class="eco-row">
                <div class="eco-text">
                  <p>
                    <span class="eco-name">{tool}</span> <span class="code dim">{visibleText(path)}</span>
                  </p>
                  <Show when={comments}>
                    {(text) => (
                      <p class="dim">
                        <InlineCode text={text()} />
                      </p>
                    )}
                  </Show>
                </div>
                <Show when={patternsOf(path) > 0}>
                  <Button kind="quiet" onClick={() => void callOperation('setup.open')}>
                    Take over {countOf(patternsOf(path), 'pattern')}…
                  </Button>
                </Show>
              </li>
            )}
          </For>
          <For each={foundRules.files()}>
            {({ path, rules, dialect }) => (
              <li class="eco-row">
                <div class="eco-text">
                  <p>
                    <span class="eco-name">Rules</span> <span class="code dim">{visibleText(path)}</span>
                  </p>
                  <p class="dim">
                    {rules === 0 ? 'Configuration' : countOf(rules, 'rule')} of {dialect};{' '}
                    {foundRules.choice() === 'no' ? 'not run' : 'run'}.
                  </p>
                </div>
                <Button kind="quiet" onClick={() => void callOperation('rules.run-found')}>
                  Choose…
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
