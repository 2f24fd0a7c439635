import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { signInWithPasskey } from "@/api/second-factor";
import { isGivenUp, offersPasskeys } from "@/lib/passkey";
import { useAuthError } from "./use-auth-error";

export interface PasskeyEntrance {
  /** Asks at once. */
  readonly enter: () => void;
  readonly isPending: boolean;
  /** Null as well where somebody has only closed the browser's dialog. */
  readonly error: Error | null;
}

/** A browser that refuses at once must not be asked for ever. */
const MOST_TURNS = 10;

/** Signs in with a passkey: from the field of the address, where the browser offers it, or by a button. A browser asks one at a time. */
export function usePasskeyEntrance(isOffered: boolean, onSignedIn: () => void): PasskeyEntrance {
  const quiet = useRef<AbortController | null>(null);
  const [turn, setTurn] = useState(0);
  const enter = useMutation({
    mutationFn: signInWithPasskey,
    onSuccess: onSignedIn,
    // What was closed or came too late can be tried again, quietly too; what the server does not know would only be refused again.
    onError: (error) => mayRepeat(error) && setTurn((last) => last + 1),
  });
  const { mutate } = enter;
  useEffect(() => {
    if (!isOffered || turn > MOST_TURNS) return;
    const controller = new AbortController();
    quiet.current = controller;
    offersPasskeys().then((offers) => {
      if (offers && !controller.signal.aborted) mutate({ isQuiet: true, signal: controller.signal });
    });
    return () => controller.abort();
  }, [isOffered, turn, mutate]);
  const ask = () => {
    quiet.current?.abort();
    mutate({ isQuiet: false, signal: new AbortController().signal });
  };
  const isAsked = enter.variables?.isQuiet === false;
  const isTold = enter.error !== null && !isGivenUp(enter.error) && (isAsked || isApiError(enter.error));
  return { enter: ask, isPending: enter.isPending && isAsked, error: isTold ? enter.error : null };
}

/** What to tell of a passkey that opened nothing. */
export function usePasskeyError(): (error: unknown) => string {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  return (error) => {
    if (isApiError(error, "INVALID_CREDENTIALS")) return t("passkeyRefused");
    if (isApiError(error, "INVALID_TOKEN") || isApiError(error, "TOKEN_EXPIRED")) return t("passkeyLate");
    return describe(error);
  };
}

function mayRepeat(error: Error): boolean {
  if (error instanceof DOMException) return error.name === "NotAllowedError";
  return isApiError(error, "INVALID_TOKEN") || isApiError(error, "TOKEN_EXPIRED");
}
