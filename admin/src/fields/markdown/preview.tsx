import { createElement, type ReactNode } from "react";
import { ScrolledText } from "@/components/code-block/scrolled-text";
import { type Block, type Inline, parseMarkdown } from "@/lib/markdown";
import classes from "./preview.module.css";

export function Preview({ text }: { readonly text: string }) {
  return (
    <div className={classes.preview}>
      {numbered(parseMarkdown(text)).map(([at, block]) => (
        // Each goes the way of its text, whichever way the app is read.
        <div key={at} dir="auto">
          <OneBlock block={block} />
        </div>
      ))}
    </div>
  );
}

/** Parts of a text have no identity but their place. */
function numbered<T>(parts: readonly T[]): [number, T][] {
  return parts.map((part, at) => [at, part]);
}

function inline(parts: readonly Inline[]): ReactNode {
  return numbered(parts).map(([at, part]) => <OneInline key={at} part={part} />);
}

function OneBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "heading":
      return createElement(`h${block.level}`, {}, inline(block.parts));
    case "paragraph":
      return <p>{inline(block.parts)}</p>;
    case "quote":
      return (
        <blockquote>
          {numbered(block.blocks).map(([at, one]) => (
            <OneBlock key={at} block={one} />
          ))}
        </blockquote>
      );
    case "list":
      return createElement(
        block.isOrdered ? "ol" : "ul",
        {},
        numbered(block.items).map(([at, item]) => <li key={at}>{inline(item)}</li>),
      );
    case "code":
      return <ScrolledText>{block.text}</ScrolledText>;
    case "table":
      return <TableBlock block={block} />;
    case "rule":
      return <hr />;
  }
}

function TableBlock({ block }: { readonly block: Extract<Block, { kind: "table" }> }) {
  return (
    <table>
      <thead>
        <tr>
          {numbered(block.head).map(([at, cell]) => (
            <th key={at}>{inline(cell)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {numbered(block.rows).map(([at, row]) => (
          <tr key={at}>
            {numbered(row).map(([column, cell]) => (
              <td key={column}>{inline(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OneInline({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code>{part.text}</code>;
    case "link":
      return isSafe(part.address) ? (
        <a href={part.address} target="_blank" rel="noreferrer">
          {part.text}
        </a>
      ) : (
        part.text
      );
    case "image":
      return isSafe(part.address) ? <img src={part.address} alt={part.text} loading="lazy" /> : part.text;
    default:
      return createElement(part.kind, {}, inline(part.parts));
  }
}

function isSafe(address: string): boolean {
  return /^(https?:\/\/|mailto:|tel:|\/|#)/i.test(address);
}
