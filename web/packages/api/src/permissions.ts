// Generated from openapi.json by `npm run gen`. Do not edit.

export const permissionNames = [
  'account.approve',
  'account.create',
  'account.lock',
  'account.read',
  'account.update',
  'audit.read',
  'codeset.read',
  'employer.create',
  'employer.export',
  'employer.read',
  'employer.update',
  'figure.read',
  'file.create',
  'file.read',
  'file.update',
  'grant.create',
  'grant.update',
  'import.create',
  'import.read',
  'import.update',
  'member.create',
  'member.export',
  'member.read',
  'member.reveal',
  'member.update',
  'notice.read',
  'notice.update',
  'signed-in',
  'transfer.read',
  'transfer.update',
  'union.create',
  'union.export',
  'union.read',
  'union.update',
] as const
export type Permission = (typeof permissionNames)[number]

export const problemCodes = [
] as const
export type ProblemCode = (typeof problemCodes)[number]
