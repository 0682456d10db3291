import { Button, type ButtonProps } from '@mantine/core';

interface ReasonedButtonProps extends Omit<ButtonProps, 'disabled'> {
  /** Why it cannot be pressed right now; null when it can. */
  readonly obstacle: string | null;
  readonly onClick: () => void;
  readonly 'data-remedy'?: string;
}

/** A button that says why it does nothing: it stays in reach of the pointer and of the keyboard. */
export function ReasonedButton({ obstacle, onClick, ...rest }: ReasonedButtonProps) {
  return (
    <Button
      {...rest}
      {...(obstacle !== null && { 'data-disabled': true, title: obstacle })}
      aria-disabled={obstacle !== null}
      onClick={() => {
        if (obstacle === null) onClick();
      }}
    />
  );
}
