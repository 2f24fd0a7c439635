import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import {
  archiveAll,
  countInbox,
  listNotifications,
  moveNotification,
  NOTIFICATIONS,
  type NotificationStatus,
} from "@/api/notifications";

/** A tab that is not looked at asks nothing; one that is looked at again asks at once. */
const PAUSE = 60_000;

export function useInboxCount(): number {
  const collection = useModel().collections.get(NOTIFICATIONS);
  const counted = useQuery({
    queryKey: keys.count(NOTIFICATIONS, { filter: "inbox" }),
    queryFn: ({ signal }) => (collection === undefined ? 0 : countInbox(collection, signal)),
    refetchInterval: PAUSE,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
    retry: false,
  });
  useListsThatFollow(counted.data);
  return counted.data ?? 0;
}

/** Only the count is asked for over and over. When it is another one, lists that are shown somewhere are old. */
function useListsThatFollow(count: number | undefined): void {
  const client = useQueryClient();
  const before = useRef(count);
  useEffect(() => {
    const isNews = before.current !== undefined && before.current !== count;
    before.current = count;
    if (isNews) void client.invalidateQueries({ queryKey: keys.lists(NOTIFICATIONS) });
  }, [client, count]);
}

export function useNotifications(status: NotificationStatus) {
  const model = useModel();
  const collection = model.collections.get(NOTIFICATIONS);
  return useQuery({
    queryKey: keys.list(NOTIFICATIONS, { filter: status }),
    queryFn: ({ signal }) =>
      collection === undefined ? { notifications: [], total: 0 } : listNotifications(model, collection, status, signal),
  });
}

/** Moves one between inbox and archive, or all out of the inbox. */
export function useMoving() {
  const collection = useModel().collections.get(NOTIFICATIONS);
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.collection(NOTIFICATIONS) });
  const one = useMutation({
    mutationFn: async ({ id, status }: { id: string; status: NotificationStatus }) => {
      if (collection !== undefined) await moveNotification(collection, id, status);
    },
    onSettled,
  });
  const all = useMutation({
    mutationFn: async () => {
      if (collection !== undefined) await archiveAll(collection);
    },
    onSettled,
  });
  return { one, all };
}
