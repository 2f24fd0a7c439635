import { TextInput, type TextInputProps } from "@mantine/core";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** For six figures of an app, or a recovery code: spaces that people type between are no part of it. */
export function CodeInput({ onChange, ...props }: Props) {
  return (
    <TextInput
      inputMode="text"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      dir="ltr"
      required
      data-autofocus
      {...props}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\s/g, ""))}
    />
  );
}
