/** Exposes the intake in a worker of its own. */
import type { IntakeLedger, IntakeService, SourceFile } from '../protocol';
import { connect, move, serve } from '../rpc';
import { Intake } from './intake';

const intake = new Intake();

function moveFile(file: SourceFile): SourceFile {
  return move(file, [file.bytes.buffer]);
}

const service: IntakeService = {
  open: (source) => intake.open(source),
  shouldEnter: (folders, options) => intake.shouldEnter(folders, options),
  pushFiles: async (files, done) => intake.pushFiles(files, done),
  start: (run, ledger, progress) => intake.start(run, connect<IntakeLedger>(ledger).service, progress),
  finished: (revision) => intake.finished(revision),
  cancel: async (revision) => intake.cancel(revision),
  take: async (revision, taker, maxBytes) => {
    const files = await intake.take(revision, taker, maxBytes);
    return move(
      files,
      files.map((file) => file.bytes.buffer),
    );
  },
  handedOut: async (revision, taker) => intake.handedOut(revision, taker),
  read: async (path) => moveFile(await intake.read(path)),
  projectRules: () => intake.projectRules(),
};

serve(service, self);
