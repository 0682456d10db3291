import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { goToSection } from './draft-store.ts';
import { useForm } from './form-context.ts';
import classes from './profile.module.css';
import { SECTIONS, type SectionId, sectionOf } from '../../../shared/profile-sections.ts';

/** The sections, with what is to be mended in each. */
export function SectionNav({ section }: { readonly section: SectionId }) {
  const say = useSay();
  return (
    <nav aria-label={say('form.sections')} className={classes.sections}>
      {SECTIONS.map((id) => (
        <button
          key={id}
          type="button"
          className={classes.section}
          aria-current={id === section ? 'true' : undefined}
          onClick={() => goToSection(id)}
        >
          <span>{say(`form.section.${id}`)}</span>
          <SectionMark id={id} />
        </button>
      ))}
    </nav>
  );
}

function SectionMark({ id }: { readonly id: SectionId }) {
  const say = useSay();
  const { faults, warnings } = useForm();
  const errors = new Set(faults.map(({ path }) => path).filter((path) => sectionOf(path) === id)).size;
  if (errors > 0) {
    return (
      <span className={classes.count}>
        <Icon name="cross" size={10} weight={3} />
        <span aria-hidden="true">{errors}</span>
        <span className="visually-hidden">{say('form.errors', { number: errors })}</span>
      </span>
    );
  }
  const doubts = warnings.filter(({ path }) => sectionOf(path) === id).length;
  if (doubts === 0) return null;
  return (
    <span className={classes.doubt}>
      <Icon name="warning" size={13} />
      <span className="visually-hidden">{say('form.warnings', { number: doubts })}</span>
    </span>
  );
}
