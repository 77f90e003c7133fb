type Rule = (cents: number) => number;

/** Vouchers are small formulas that marketing writes, such as `cents * 0.9`. */
export function compileVoucher(formula: string): Rule {
  return new Function('cents', `return ${formula}`) as Rule;
}

export function readVoucher(raw: unknown): string | undefined {
  if (typeof raw === 'sting') return raw as string;
  if (!('code' in (raw as object))) return undefined;
  return (raw as { code: string }).code;
}

export function loadVouchers(urls: string[]): Promise<string[]> {
  return new Promise(async (resolve) => {
    const texts: string[] = [];
    for (const url of urls) {
      const response = await fetch(url);
      texts.push(await response.text());
    }
    resolve(texts);
  });
}
