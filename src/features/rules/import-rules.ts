/** Takes in rule files that the person brought. */
import { notify, rules } from '../../data';
import { notifyError } from '../../kernel/notices';

/** Loads rule files and says what came of it. */
export async function importRuleFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  try {
    const problems = await rules.importFiles(files);
    const names = files.map((file) => file.name).join(', ');
    if (problems.length === 0) notify('success', `${names} imported.`);
    else
      notify(
        'warning',
        `${names}: ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}, listed with the rules. The other rules of it are in use.`,
      );
  } catch (error) {
    notifyError(error, 'The rules could not be imported');
  }
}
