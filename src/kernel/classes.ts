/** Names and pages of what rules are classified by: CWE and the OWASP Top 10 of two years. */

const TOP_10: Readonly<Record<string, readonly string[]>> = {
  '2021': [
    'Broken Access Control',
    'Cryptographic Failures',
    'Injection',
    'Insecure Design',
    'Security Misconfiguration',
    'Vulnerable and Outdated Components',
    'Identification and Authentication Failures',
    'Software and Data Integrity Failures',
    'Security Logging and Monitoring Failures',
    'Server-Side Request Forgery (SSRF)',
  ],
  '2025': [
    'Broken Access Control',
    'Security Misconfiguration',
    'Software Supply Chain Failures',
    'Cryptographic Failures',
    'Injection',
    'Insecure Design',
    'Authentication Failures',
    'Software or Data Integrity Failures',
    'Security Logging and Alerting Failures',
    'Mishandling of Exceptional Conditions',
  ],
};

/** `Injection` for `A03:2021`; undefined for what is in neither list. */
export function owaspName(id: string): string | undefined {
  const [, place, year] = /^A(\d\d):(\d{4})$/.exec(id) ?? [];
  return year === undefined ? undefined : TOP_10[year]?.[Number(place) - 1];
}

/** The page about a class such as `CWE-89` or `A03:2021`. */
export function classUrl(id: string): string | undefined {
  const [, number] = /^CWE-(\d+)$/.exec(id) ?? [];
  if (number !== undefined) return `https://cwe.mitre.org/data/definitions/${number}.html`;
  const name = owaspName(id);
  const [place, year] = id.split(':');
  return name && `https://owasp.org/Top10/${year}/${place}_${year}-${name.replaceAll(' ', '_')}/`;
}
