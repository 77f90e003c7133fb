/** What belongs to a project, and is not a setting of this browser. */
import { formatHash } from '../../kernel/router';
import { Row, Section } from './Section';

export function ProjectSection() {
  return (
    <Section title="Projects">
      <Row title="Configuration" note="What matters in a project is written into it, in .assay/config.toml.">
        <a href={formatHash({ path: '/setup', params: {} })}>Set a project up</a>
      </Row>
      <Row title="Packs and other tools" note="Rules that travel together, and what other tools are told.">
        <a href={formatHash({ path: '/ecosystem', params: {} })}>Show the ecosystem</a>
      </Row>
    </Section>
  );
}
