import { api, send, type Schema } from '@niangjia/api'
import { answersToSend } from '@niangjia/ui'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { dropToken, openSurvey, tokenFor } from './survey-token'

export type OwnSurvey = Schema<'OwnSurvey'>
export type OwnSurveyDetail = Schema<'OwnSurveyDetail'>
export type Given = Schema<'SurveyGiven'>
export type Receipt = Schema<'SurveyReceipt'>
export type Answers = Record<string, Given>

/** What may be answered and what was. */
export function useMySurveys() {
  return useQuery({ queryKey: ['me', 'surveys'], queryFn: () => send(api.GET('/api/me/surveys')), staleTime: 0 })
}

/** One survey with its questions. */
export function useMySurvey(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['me', 'survey', id.value]), queryFn: () => send(api.GET('/api/me/surveys/{id}', { params: { path: { id: id.value } } })), staleTime: 0, refetchOnWindowFocus: false })
}

/** What everybody may know of an anonymous survey: its key, and the right answers when it is over. */
export function useOpenSurvey(id: Ref<string>, enabled: Ref<boolean>) {
  return useQuery({ queryKey: computed(() => ['survey', 'open', id.value]), queryFn: () => openSurvey(id.value), enabled, refetchOnWindowFocus: false })
}

const draftKey = (person: string, survey: string) => `survey-draft:${person}:${survey}`
const doneKey = (person: string, survey: string) => `survey-done:${person}:${survey}`
const startKey = (person: string, survey: string) => `survey-start:${person}:${survey}`

function read<Value>(key: string): Value | undefined {
  try {
    const text = localStorage.getItem(key)
    return text === null ? undefined : (JSON.parse(text) as Value)
  } catch {
    return undefined
  }
}

/** The answers so far, kept on this phone. */
export const readDraft = (person: string, survey: string) => read<Answers>(draftKey(person, survey)) ?? {}
export function writeDraft(person: string, survey: string, answers: Answers) {
  localStorage.setItem(draftKey(person, survey), JSON.stringify(answers))
}

/** What was told when an anonymous answer was accepted; only this phone knows. */
export const readDone = (person: string, survey: string) => read<Receipt>(doneKey(person, survey))

/** When an anonymous quiz was begun on this phone; begins it. */
export function begunHere(person: string, survey: string): number {
  const known = read<number>(startKey(person, survey))
  if (known !== undefined) return known
  const now = Date.now()
  localStorage.setItem(startKey(person, survey), String(now))
  return now
}

/** Gets ready to answer: an anonymous survey's token is fetched now, minutes before the answer is handed in. */
export async function begin(person: string, survey: OwnSurveyDetail, publicKey: string): Promise<number> {
  if (survey.anonymous) {
    await tokenFor(person, survey.id, publicKey)
    return begunHere(person, survey.id)
  }
  if (survey.kind !== 'quiz') return 0
  const { begun_at, now } = await send(api.POST('/api/me/surveys/{id}/begin', { params: { path: { id: survey.id } } }))
  // In the time of this phone.
  return begun_at + (Date.now() - now)
}

/** Hands the answers in. The same answers handed in again are told the same. */
export async function handIn(person: string, survey: OwnSurveyDetail, publicKey: string, answers: Answers): Promise<Receipt> {
  const given = answersToSend(survey.form.questions ?? [], answers)
  if (!survey.anonymous) {
    const receipt = await send(api.POST('/api/me/surveys/{id}/answer', { params: { path: { id: survey.id } }, body: { answers: given } }))
    localStorage.removeItem(draftKey(person, survey.id))
    return receipt
  }
  const token = await tokenFor(person, survey.id, publicKey)
  const body = { prepared: token.prepared, signature: token.signature ?? '', place_id: token.place ?? '0', answers: given }
  const receipt = await send(api.POST('/api/answers/{survey_id}', { params: { path: { survey_id: survey.id } }, body, credentials: 'omit' }))
  localStorage.setItem(doneKey(person, survey.id), JSON.stringify(receipt))
  dropToken(person, survey.id)
  localStorage.removeItem(draftKey(person, survey.id))
  return receipt
}
