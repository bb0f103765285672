/** What the platform wants of a settlement file, and which column of the file says it. */
export interface WantedColumn {
  code: string
  title: string
  required: boolean
}

/** Wanted columns that are needed and that no column of the file is chosen for. */
export function missingOf(wanted: readonly WantedColumn[], chosen: Readonly<Record<string, string>>): WantedColumn[] {
  return wanted.filter((column) => column.required && (chosen[column.code] ?? '') === '')
}

/** Columns of the file that are chosen for more than one wanted column: each with the titles of those. */
export function doubledOf(wanted: readonly WantedColumn[], chosen: Readonly<Record<string, string>>): { header: string; titles: string[] }[] {
  const by = new Map<string, string[]>()
  for (const { code, title } of wanted) {
    const header = chosen[code] ?? ''
    if (header !== '') by.set(header, [...(by.get(header) ?? []), title])
  }
  return [...by].filter(([, titles]) => titles.length > 1).map(([header, titles]) => ({ header, titles }))
}

/** What a row of the file reads under the chosen columns, in the order of the wanted ones; nothing where no column is chosen. */
export function readRow(wanted: readonly WantedColumn[], chosen: Readonly<Record<string, string>>, headers: readonly string[], row: readonly string[]): string[] {
  return wanted.map(({ code }) => {
    const header = chosen[code] ?? ''
    return header === '' ? '' : (row[headers.indexOf(header)] ?? '')
  })
}
