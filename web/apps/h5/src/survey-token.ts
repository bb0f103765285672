import { api, ApiProblem, send } from '@niangjia/api'

/**
 * The token of an anonymous survey (docs/adr/0015): the phone makes a message, has it signed without showing it, and hands it
 * in without a session. It is kept here until the answer is accepted, so that a lost answer costs nothing.
 */
export interface KeptToken {
  /** The message. */
  prepared: string
  /** What is sent to be signed, and what takes the blinding off again. */
  blinded: string
  inverse: string
  /** The signature, once it is there, and the place that came with it. */
  signature?: string
  place?: string
}

const key = (person: string, survey: string) => `survey-token:${person}:${survey}`

const toText = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const toBytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))

/** Whether the browser can do what a token needs: over https, or on the machine itself. */
export const canMakeTokens = () => typeof crypto !== 'undefined' && typeof crypto.subtle !== 'undefined'

export function keptToken(person: string, survey: string): KeptToken | undefined {
  try {
    const text = localStorage.getItem(key(person, survey))
    return text === null ? undefined : (JSON.parse(text) as KeptToken)
  } catch {
    return undefined
  }
}
function keep(person: string, survey: string, token: KeptToken) {
  localStorage.setItem(key(person, survey), JSON.stringify(token))
}
export function dropToken(person: string, survey: string) {
  localStorage.removeItem(key(person, survey))
}

/** The anonymous survey as everybody sees it; asked without the session. */
export function openSurvey(survey_id: string) {
  return send(api.GET('/api/answers/{survey_id}', { params: { path: { survey_id } }, credentials: 'omit' }))
}

/** The token of this person for this survey: the kept one, or a new one. */
export async function tokenFor(person: string, survey: string, publicKey: string): Promise<KeptToken> {
  const known = keptToken(person, survey)
  if (known?.signature !== undefined) return known
  const { RSABSSA } = await import('@cloudflare/blindrsa-ts')
  const suite = RSABSSA.SHA384.PSS.Randomized()
  const imported = await crypto.subtle.importKey('spki', toBytes(publicKey), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
  let token = known
  if (token === undefined) {
    const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(32)))
    const { blindedMsg, inv } = await suite.blind(imported, prepared)
    token = { prepared: toText(prepared), blinded: toText(blindedMsg), inverse: toText(inv) }
    // Before it is sent: a lost answer is asked for again with the same message.
    keep(person, survey, token)
  }
  const issued = await send(api.POST('/api/me/surveys/{id}/token', { params: { path: { id: survey } }, body: { blinded: token.blinded } })).catch((error: unknown) => {
    // Another phone has the token: this one's message is of no use.
    if (ApiProblem.from(error).code === 'survey.issued') dropToken(person, survey)
    throw error
  })
  const signature = await suite.finalize(imported, toBytes(token.prepared), toBytes(issued.blind_signature), toBytes(token.inverse))
  const ready = { ...token, signature: toText(signature), place: issued.place_id }
  keep(person, survey, ready)
  return ready
}
