import type { ComponentType } from 'react';
import { useSay } from '../../texts.ts';
import { useForm } from './form-context.ts';
import fields from './fields/fields.module.css';
import classes from './profile.module.css';
import { type SectionId, sectionOf } from '../../../shared/profile-sections.ts';
import { AdvancedSection } from './sections/AdvancedSection.tsx';
import { BrokerSection } from './sections/BrokerSection.tsx';
import { DataLinkSection } from './sections/DataLinkSection.tsx';
import { IdentitySection } from './sections/IdentitySection.tsx';
import { MessagesSection } from './sections/MessagesSection.tsx';
import { SessionSection } from './sections/SessionSection.tsx';
import { TestMessageSection } from './sections/TestMessageSection.tsx';
import { WillSection } from './sections/WillSection.tsx';
import { fieldLabel } from '../../../shared/messages/field-words.ts';
import { faultSentence } from './words.ts';

const FIELDS: Readonly<Record<SectionId, ComponentType>> = {
  data_link: DataLinkSection,
  broker: BrokerSection,
  identity: IdentitySection,
  session: SessionSection,
  will: WillSection,
  messages: MessagesSection,
  test: TestMessageSection,
  advanced: AdvancedSection,
};

/** The fields of one section. What is wrong with several fields together stands above them. */
export function SectionFields({ section }: { readonly section: SectionId }) {
  const say = useSay();
  const { faults } = useForm();
  const Fields = FIELDS[section];
  // Of one line that several fields make together, none is to blame alone.
  const together = faults.filter(({ path }) => path === 'mqtt' && sectionOf(path) === section);
  return (
    <section className={classes.fields} aria-label={say(`form.section.${section}`)}>
      <h1 className={classes.title}>{say(`form.section.${section}`)}</h1>
      {together.map((fault) => (
        <p key={fault.rule} className={fields.error}>
          {`${fieldLabel(say, fault.path)}: ${faultSentence(say, fault)}`}
        </p>
      ))}
      <Fields />
    </section>
  );
}
