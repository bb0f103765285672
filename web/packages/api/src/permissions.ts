// Generated from openapi.json by `npm run gen`. Do not edit.

export const permissionNames = [
  'account.approve',
  'account.create',
  'account.lock',
  'account.read',
  'account.update',
  'audit.read',
  'calendar.approve',
  'calendar.propose',
  'calendar.read',
  'codeset.create',
  'codeset.read',
  'codeset.update',
  'employer.read',
  'figure.read',
  'grant.create',
  'grant.update',
  'import.create',
  'import.read',
  'import.update',
  'member.create',
  'member.read',
  'member.reveal',
  'member.update',
  'notice.read',
  'notice.update',
  'parameter.approve',
  'parameter.propose',
  'parameter.read',
  'signed-in',
  'transfer.read',
  'transfer.update',
  'union.create',
  'union.read',
  'union.update',
] as const
export type Permission = (typeof permissionNames)[number]

export const problemCodes = [
] as const
export type ProblemCode = (typeof problemCodes)[number]
