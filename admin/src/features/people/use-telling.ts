import { notifications } from "@mantine/notifications";
import { useErrorText } from "@/hooks/use-error-text";

/** Does something at once, and says what came of it at the edge of the page. */
export function useTelling(): (perform: () => Promise<unknown>, done?: string) => Promise<void> {
  const describe = useErrorText();
  return async (perform, done) => {
    try {
      await perform();
      if (done !== undefined) notifications.show({ message: done });
    } catch (error) {
      notifications.show({ message: describe(error), color: "red" });
    }
  };
}
