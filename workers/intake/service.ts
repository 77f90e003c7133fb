/** The intake service over one intake: what crosses a worker's border, with buffers that are moved. */
import type { IntakeLedger, IntakeService, SourceFile } from '../protocol';
import { connect, move } from '../rpc';
import type { Intake } from './intake';

function moveFiles(files: SourceFile[]): SourceFile[] {
  return move(
    files,
    files.map((file) => file.bytes.buffer),
  );
}

export function intakeService(intake: Intake): IntakeService {
  return {
    open: (source) => intake.open(source),
    shouldEnter: (folders, options) => intake.shouldEnter(folders, options),
    folderHas: (folder, files, folders) => intake.folderHas(folder, files, folders),
    folderListed: async (folder, why) => intake.folderListed(folder, why),
    pushFiles: async (files, done) => intake.pushFiles(files, done),
    start: (run, ledger, progress) => intake.start(run, connect<IntakeLedger>(ledger).service, progress),
    finished: (revision) => intake.finished(revision),
    isOutdated: (paths) => intake.isOutdated(paths),
    cancel: async (revision) => intake.cancel(revision),
    take: async (revision, consumer, maxBytes) => moveFiles(await intake.take(revision, consumer, maxBytes)),
    handedOut: async (revision, consumer) => intake.handedOut(revision, consumer),
    async read(path) {
      const file = await intake.read(path);
      return move(file, [file.bytes.buffer]);
    },
    async raw(path) {
      const file = await intake.raw(path);
      return move(file, [file.bytes.buffer, file.text.buffer]);
    },
    projectConfig: () => intake.projectConfig(),
    folderConfigs: () => intake.folderConfigs(),
    choiceAt: async (path) => intake.choiceAt(path),
    packs: () => intake.packs(),
    packFiles: (folder) => intake.packFiles(folder),
    readPack: (source) => intake.readPack(source),
    toolFiles: () => intake.toolFiles(),
    teamFiles: () => intake.teamFiles(),
    ownRules: () => intake.ownRules(),
    foundRules: (paths) => intake.foundRules(paths),
  };
}
