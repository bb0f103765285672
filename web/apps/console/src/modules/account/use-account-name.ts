import { api, send } from '@niangjia/api'

/** The name of an account's holder, and what they sign in with. */
export async function accountName(id: string): Promise<{ name: string; username: string }> {
  const { name, username } = await send(api.GET('/api/accounts/{id}', { params: { path: { id } } }))
  return { name, username }
}
