/** A plan as a calendar file (RFC 5545): one event of whole days a topic. */

/** Return an iCalendar text; `title`, `address` and `note` are functions of a step, `stamp` is the time of writing. */
export function calendar(steps, name, stamp, { title, address, note }) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Roadmap//Plan//EN", "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`,
    ...steps.flatMap((step) => [
      "BEGIN:VEVENT",
      `UID:${step.id}-${step.from}@roadmap`,
      `DTSTAMP:${stamp.replace(/[-:]/g, "").replace(/\.\d+/, "")}`,
      `DTSTART;VALUE=DATE:${step.from.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${after(step.to)}`,
      `SUMMARY:${escaped(title(step))}`,
      `DESCRIPTION:${escaped(note(step))}`,
      `URL:${address(step)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("\r\n") + "\r\n";
}

/** Return the day after a day: a calendar's end is the first day that is not part of it. */
function after(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10).replaceAll("-", "");
}

function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Return a line of at most 75 octets, and what is left of it on lines that begin with a space. */
function folded(line) {
  const parts = [];
  let part = "";
  let size = 0;
  for (const char of line) {
    const octets = new TextEncoder().encode(char).length;
    if (size + octets > 75) {
      parts.push(part);
      part = " ";
      size = 1;
    }
    part += char;
    size += octets;
  }
  return [...parts, part].join("\r\n");
}
