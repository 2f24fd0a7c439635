// Compiled, never run: what `quintet types` prints of the newsroom, with the official client. `@ts-expect-error` fails where there is no error, so
// each of those lines proves that a type is not `any`.
import {
  aggregate, createDirectus, createItem, createItems, readFiles, readItem, readItems, readMe, readSingleton, readUsers, rest, updateItem, updateMe, updateSingleton,
} from "@directus/sdk";
import type { Article, GalleryBlock, QuoteBlock, Schema } from "./schema.js";

const client = createDirectus<Schema>("http://localhost/api").with(rest());

export async function reading(): Promise<void> {
  const articles = await client.request(readItems("articles", { fields: ["id", "title", "status", "published_at", "price", "reading_minutes", "tags"] }));
  const article = articles[0]!;
  const title: string = article.title;
  const status: "draft" | "published" | "archived" = article.status;
  const published: string | null = article.published_at;
  const price: string | number | null = article.price;
  const tags: string[] = article.tags;
  // @ts-expect-error a title is a text
  const wrong_title: number = article.title;
  // @ts-expect-error the price may be absent
  article.price.toString();
  // @ts-expect-error it was not asked for
  article.body;
  // @ts-expect-error there is no such option
  const wrong_status: boolean = article.status === "deleted";
  // @ts-expect-error there is no such collection
  await client.request(readItems("artikel"));
  // @ts-expect-error there is no such field
  await client.request(readItems("articles", { fields: ["titel"] }));
  void [title, status, published, price, tags, wrong_title, wrong_status];
}

export async function relations(): Promise<void> {
  const articles = await client.request(
    readItems("articles", {
      fields: ["title", "count(comments)", "year(published_at)", { author: ["name", { articles: ["title"] }], tags: ["name"], section: [{ parent: ["name"] }], contributors: ["role", { author: ["name"] }] }],
      filter: { _and: [{ tags: { _some: { name: { _icontains: "sea" } } } }, { author: { name: { _eq: "Ada" } } }, { published_at: { _lte: "$NOW" } }] },
      sort: ["-published_at", "title"],
      deep: { tags: { _limit: 3, _sort: "name", _filter: { name: { _icontains: "sea" } } } },
    }),
  );
  const article = articles[0]!;
  const author: string = article.author.name;
  const more: string[] = article.author.articles?.map((other) => other.title) ?? [];
  const names: string[] = article.tags?.map((tag) => tag.name) ?? [];
  const parent: string | undefined = article.section.parent?.name;
  const role: "reporting" | "photography" | "graphics" | "research" | "translation" | undefined = article.contributors?.[0]?.role;
  const comments: number = article.comments_count;
  const year: number = article.published_at_year;
  // @ts-expect-error a section may have no parent
  article.section.parent.name;
  // @ts-expect-error tags are items here, not texts
  article.tags?.[0]?.toUpperCase();
  // @ts-expect-error an author has no such field
  article.author.title;
  // @ts-expect-error a number is no text
  const wrong: string = article.comments_count;
  // @ts-expect-error a filter knows the fields
  await client.request(readItems("articles", { filter: { author: { nam: { _eq: "Ada" } } } }));
  // @ts-expect-error a filter knows the options
  await client.request(readItems("articles", { filter: { status: { _eq: "deleted" } } }));
  // @ts-expect-error years are of dates
  await client.request(readItems("articles", { fields: ["year(title)"] }));
  void [author, more, names, parent, role, comments, year, wrong];
}

/** Relations to any of several collections, blocks, and what stands inside JSON. */
export async function pages(): Promise<void> {
  const site = await client.request(
    readSingleton("site_settings", { fields: ["name", "opening_hours", "office", "social", { featured: ["collection", { item: { articles: ["title"], events: ["venue"] } }], lead: ["collection"] }] }),
  );
  for (const one of site.featured) {
    if (one.collection === "events") {
      const venue: string | undefined = one.item?.venue;
      // @ts-expect-error an event has no title here
      one.item?.title;
      void venue;
    }
  }
  const collection: "articles" | "pages" | undefined = site.lead?.collection;
  const day: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | undefined = site.opening_hours?.[0]?.day;
  const longitude: number | undefined = site.office?.coordinates[0];
  const network: string | undefined = site.social?.["mastodon"];
  // @ts-expect-error a place has two coordinates
  site.office?.coordinates[2];

  const page = await client.request(readItem("pages", "KEY", { fields: ["title", "body"] }));
  for (const block of page.body ?? []) {
    if (block._type === "quote") show_quote(block);
    if (block._type === "gallery") show_gallery(block);
    // @ts-expect-error there is no such block
    if (block._type === "carousel") void block;
    // @ts-expect-error not every block is a quote
    block.text.length;
  }
  const article = await client.request(readItem("articles", "KEY"));
  const corrected: string | undefined = article.correction?.corrected_on;
  // @ts-expect-error a correction has no author
  article.correction?.author;
  void [collection, day, longitude, network, corrected];
}

function show_quote(block: QuoteBlock): string {
  return block._id + block.text;
}

function show_gallery(block: GalleryBlock): string {
  return block._id;
}

export async function writing(): Promise<void> {
  const made = await client.request(
    createItem("articles", { title: "Ferries", author: { name: "Ada Marlowe" }, section: "KEY", tags: ["KEY"], price: "4.50", published_at: "2026-03-01T08:30:00Z", place: { type: "Point", coordinates: [9.9, 53.5] } }, { fields: ["id"] }),
  );
  const id: string = made.id;
  await client.request(createItems("tags", [{ name: "Zoo" }, { name: "Bees", articles: [{ id, title: "Bees" }] }]));
  await client.request(updateItem("articles", id, { price: 4.5, tags: [{ name: "Ferries" }], correction: { text: "It was Monday." }, cover: null }));
  await client.request(updateSingleton("site_settings", { tagline: "News.", featured: [{ collection: "events", item: "KEY" }] }));
  // @ts-expect-error there is no such field
  await client.request(createItem("articles", { titel: "Ferries" }));
  // @ts-expect-error a title is a text
  await client.request(createItem("articles", { title: 5 }));
  // @ts-expect-error there is no such option
  await client.request(createItem("articles", { access: "gratis" }));
  // @ts-expect-error blocks have types
  await client.request(createItem("pages", { body: [{ _type: "carousel" }] }));
  // @ts-expect-error the collection is none of the relation's
  await client.request(createItem("site_settings", { featured: [{ collection: "tags", item: "KEY" }] }));
}

/** The client's own collections, with the fields that this project adds. */
export async function people(): Promise<void> {
  const users = await client.request(readUsers({ fields: ["id", "email", "desk", { profile: ["name"], avatar: ["id"] }], filter: { desk: { _eq: "city" } } }));
  const user = users[0]!;
  const email: string | null = user.email;
  const desk: "city" | "culture" | "sports" | "opinion" | "weekend" | null = user.desk;
  const name: string | undefined = user.profile?.name;
  const avatar: string | undefined = user.avatar?.id;
  const me = await client.request(readMe({ fields: ["first_name", "last_access", { profile: ["slug"] }] }));
  const slug: string | null | undefined = me.profile?.slug;
  const last_access: string | null = me.last_access;
  await client.request(updateMe({ desk: "sports" }));
  const files = await client.request(readFiles({ fields: ["id", "checksum", { uploaded_by: ["desk"] }] }));
  const checksum: string | null = files[0]!.checksum;
  const authors = await client.request(readItems("authors", { fields: ["name", { account: ["email"] }] }));
  const account: string | null | undefined = authors[0]!.account?.[0]?.email;
  const signed = await client.request(readItems("articles", { fields: [{ editor: ["first_name"], cover: ["filename_download"] }] }));
  const editor: string | null | undefined = signed[0]!.editor?.first_name;
  const cover: string | undefined = signed[0]!.cover?.filename_download;
  // @ts-expect-error users have no such field
  await client.request(readUsers({ fields: ["desks"] }));
  // @ts-expect-error there is no such desk
  await client.request(updateMe({ desk: "weather" }));
  // @ts-expect-error an author has no such field
  await client.request(readMe({ fields: [{ profile: ["nam"] }] }));
  void [email, desk, name, avatar, slug, last_access, checksum, account, editor, cover];
}

export async function counting(): Promise<void> {
  const groups = await client.request(aggregate("articles", { aggregate: { count: "*", sum: ["price"] }, groupBy: ["status", "year(published_at)"] }));
  void groups[0]?.count;
  // @ts-expect-error there is no such field to add up
  await client.request(aggregate("articles", { aggregate: { sum: ["prize"] } }));
}
