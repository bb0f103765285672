import ts from 'typescript'

/** The keys of the exported objects of a locale file, down to those whose values are words. */
export function leaves(text) {
  const found = []
  const file = ts.createSourceFile('zh.ts', text, ts.ScriptTarget.Latest, true)
  const unwrap = (node) => (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? unwrap(node.expression) : node)
  const walk = (object, root, path) => {
    for (const property of object.properties) {
      if (!ts.isPropertyAssignment(property)) continue
      const value = unwrap(property.initializer)
      const here = [...path, ts.isStringLiteral(property.name) || ts.isIdentifier(property.name) ? property.name.text : property.name.getText()]
      if (ts.isObjectLiteralExpression(value)) walk(value, root, here)
      else found.push({ root, path: here })
    }
  }
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = initializer ? unwrap(initializer) : undefined
      if (value && ts.isObjectLiteralExpression(value)) walk(value, name.getText(), [])
    }
  }
  return found
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Whether any of the sources uses the key: written out, or through an object above it that is taken as a whole or
 * by a computed key. `root` is the name under which the file exports it; an import may rename it.
 */
export function usedIn(sources, root, path) {
  return sources.some((source) => {
    const names = new Set([root, ...[...source.matchAll(new RegExp(`\\b${escape(root)} as (\\w+)`, 'g'))].map((match) => match[1])])
    return [...names].some((name) =>
      path.some((_key, depth) => {
        const written = [name, ...path.slice(0, depth + 1)].reduce((sofar, key, i) => (i === 0 ? `\\b${escape(key)}` : `${sofar}(?:\\??\\.${escape(key)}|\\[['"]${escape(key)}['"]\\])`), '')
        const last = depth === path.length - 1
        return new RegExp(last ? `${written}(?![\\w$])` : `${written}(?![\\w$]|\\??\\.\\w|\\[['"])`).test(source)
      }),
    )
  })
}
