import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useSay } from '../../texts.ts';
import classes from './profile.module.css';
import type { Departure, ProfileDesk } from './use-profile-desk.ts';

/** What is asked before something is lost or given away. Closing a question changes nothing. */
export function Questions({ desk, name }: { readonly desk: ProfileDesk; readonly name: string }) {
  const { question } = desk;
  switch (question?.kind) {
    case undefined:
      return null;
    case 'leave':
      return <LeaveQuestion desk={desk} name={name} departure={question.departure} />;
    case 'delete':
      return <DeleteQuestion desk={desk} name={name} />;
    case 'discard':
      return <DiscardQuestion desk={desk} name={name} />;
    case 'export':
      return <ExportQuestion desk={desk} name={name} />;
  }
}

interface AskProps {
  readonly title: string;
  readonly texts: readonly (string | null)[];
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Ask({ title, texts, onClose, children }: AskProps) {
  const say = useSay();
  return (
    <Dialog
      onClose={onClose}
      title={title}
      size={480}
      closeButtonProps={{ 'aria-label': say('form.ask.cancel') }}
      classNames={{ title: classes.askTitle }}
    >
      {texts.map((text) =>
        text === null ? null : (
          <p key={text} className={classes.askText}>
            {text}
          </p>
        ),
      )}
      <div className={classes.askButtons}>{children}</div>
    </Dialog>
  );
}

interface QuestionProps {
  readonly desk: ProfileDesk;
  readonly name: string;
}

function Cancel({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  return (
    <Button variant="default" data-autofocus onClick={() => desk.ask(null)}>
      {say('form.ask.cancel')}
    </Button>
  );
}

function LeaveQuestion({ desk, name, departure }: QuestionProps & { readonly departure: Departure }) {
  const say = useSay();
  const answer = (given: 'save' | 'keep' | 'discard') => void desk.answerLeave(departure, given);
  return (
    <Ask
      title={say('form.ask.leave.title', { name })}
      texts={[say('form.ask.leave.text'), desk.canSave ? null : say('form.ask.leave.invalid')]}
      onClose={() => desk.ask(null)}
    >
      <Button variant="default" color="red" onClick={() => answer('discard')}>
        {say('form.discard')}
      </Button>
      <span className={classes.spring} />
      <Button variant="default" data-autofocus onClick={() => answer('keep')}>
        {say('form.ask.leave.keep')}
      </Button>
      <Button disabled={!desk.canSave} onClick={() => answer('save')}>
        {say('form.ask.leave.save')}
      </Button>
    </Ask>
  );
}

function DeleteQuestion({ desk, name }: QuestionProps) {
  const say = useSay();
  return (
    <Ask
      title={say('form.ask.delete.title', { name })}
      texts={[say('form.ask.delete.text'), desk.changed ? say('form.ask.delete.unsaved') : null]}
      onClose={() => desk.ask(null)}
    >
      <span className={classes.spring} />
      <Cancel desk={desk} />
      <Button color="red" onClick={() => void desk.remove()}>
        {say('form.ask.delete.yes')}
      </Button>
    </Ask>
  );
}

function DiscardQuestion({ desk, name }: QuestionProps) {
  const say = useSay();
  const isNew = desk.subject?.stored === null;
  return (
    <Ask
      title={say('form.ask.discard.title', { name })}
      texts={[isNew ? say('form.ask.discard.new') : say('form.ask.discard.text')]}
      onClose={() => desk.ask(null)}
    >
      <span className={classes.spring} />
      <Cancel desk={desk} />
      <Button color="red" onClick={desk.discardChanges}>
        {say('form.discard')}
      </Button>
    </Ask>
  );
}

function ExportQuestion({ desk, name }: QuestionProps) {
  const say = useSay();
  return (
    <Ask
      title={say('form.ask.export.title', { name })}
      texts={[say('form.ask.export.text'), desk.changed ? say('form.ask.export.unsaved') : null]}
      onClose={() => desk.ask(null)}
    >
      <span className={classes.spring} />
      <Cancel desk={desk} />
      <Button onClick={() => desk.exportProfile(true)}>{say('form.ask.export.yes')}</Button>
    </Ask>
  );
}
