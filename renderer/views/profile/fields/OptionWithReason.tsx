import classes from './fields.module.css';

/** An option of a list; one that cannot be chosen says why. */
export function OptionWithReason({
  label,
  reason,
}: {
  readonly label: string;
  readonly reason: string | null;
}) {
  return (
    <span className={classes.option}>
      {label}
      {reason !== null && <small>{reason}</small>}
    </span>
  );
}
