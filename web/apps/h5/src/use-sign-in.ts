import { api, send, type Schema } from '@niangjia/api'
import { isPhone, normaliseId, normalisePhone } from '@niangjia/ui'
import { ref } from 'vue'
import { AGAIN_SECONDS, useCodeWait } from './use-code-wait'

/** Whether the text can be the last six of an ID. */
export function isIdTail(text: string): boolean {
  return /^\d{5}[\dX]$/.test(normaliseId(text))
}

/** The way in for a member: phone, code, and at the first time name and last six of the ID. */
export function useSignIn() {
  const page = ref<'phone' | 'identify' | 'done'>('phone')
  const { problem, busy, wait, count, guarded } = useCodeWait((refusal) => {
    if (refusal.code.includes('challenge')) page.value = 'phone'
    return false
  })
  const sent = ref<Schema<'CodeAnswer'>>()
  const people = ref<Schema<'ProvedPerson'>[]>([])
  let challenge = ''

  function follow(step: Schema<'MemberSignInStep'>) {
    challenge = step.challenge ?? ''
    people.value = step.people
    page.value = step.state
  }

  return {
    page,
    problem,
    busy,
    wait,
    sent,
    people,
    mayAsk: (phone: string) => isPhone(phone) && wait.value <= 0,
    askCode: (phone: string) =>
      guarded(async () => {
        sent.value = await send(api.POST('/api/member_session/code', { body: { phone: normalisePhone(phone) } }))
        count(AGAIN_SECONDS)
      }),
    withCode: (phone: string, code: string) =>
      guarded(async () => follow(await send(api.POST('/api/member_session', { body: { phone: normalisePhone(phone), code: code.trim() } })))),
    identify: (name: string, tail: string) =>
      guarded(async () => follow(await send(api.POST('/api/member_session/identify', { body: { challenge, name: name.trim(), id_tail6: normaliseId(tail) } })))),
    choose: (personId: string) => guarded(async () => follow(await send(api.POST('/api/member_session/identify', { body: { challenge, person_id: personId } })))),
    restart: () => {
      page.value = 'phone'
      problem.value = undefined
    },
  }
}
