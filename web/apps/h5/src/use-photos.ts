import { api, ApiProblem, newKey, send, upload, type Schema } from '@niangjia/api'
import { computed, onScopeDispose, reactive, ref } from 'vue'
import { again } from './again'
import { say } from './locales/say'
import { MOST_PHOTOS, roomFor, shrink } from './photo'

/** A photo on its way. */
export interface Photo {
  tag: string
  blob: Blob
  /** Address of the picture inside the browser. */
  url: string
  state: 'ready' | 'sending' | 'sent' | 'failed'
  /** Sent part in per cent. */
  share: number
  /** Why it was not sent. */
  why: string
}

const TAG = 6

/** Where photos go: the address, the name of each, what goes along, and the names that are there already. */
export interface PhotoPlace {
  path: (id: string) => string
  file: (tag: string) => string
  along?: Readonly<Record<string, string>>
  names: (id: string) => Promise<string[]>
}

/** Photos of a matter. */
const MATTER: PhotoPlace = {
  path: (id) => `/api/me/cases/${id}/files`,
  file: (tag) => say.photo.file(tag),
  names: async (id) => (await send(api.GET('/api/me/cases/{id}', { params: { path: { id } } }))).files.map((file) => file.name),
}

/** Photos of a record: chosen and made small first, sent one after the other when the record is there. */
export function usePhotos(there: () => number = () => 0, place: PhotoPlace = MATTER) {
  const list = reactive<Photo[]>([])
  const working = ref(false)
  const note = ref('')
  onScopeDispose(() => list.forEach((photo) => URL.revokeObjectURL(photo.url)))
  const room = computed(() => roomFor(there() + list.length))
  const unsent = computed(() => list.filter((photo) => photo.state !== 'sent'))

  async function add(files: readonly File[]): Promise<void> {
    note.value = files.length > room.value ? say.photo.many(MOST_PHOTOS) : ''
    working.value = true
    for (const file of files.slice(0, room.value)) {
      try {
        const blob = await shrink(file)
        list.push({ tag: newKey().slice(0, TAG), blob, url: URL.createObjectURL(blob), state: 'ready', share: 0, why: '' })
      } catch {
        note.value = say.photo.broken
      }
    }
    working.value = false
  }

  function remove(tag: string): void {
    const at = list.findIndex((photo) => photo.tag === tag)
    const [gone] = at < 0 ? [] : list.splice(at, 1)
    if (gone) URL.revokeObjectURL(gone.url)
  }

  /** Sends one; a photo whose answer was lost is looked for before it is sent once more. */
  async function sendOne(photo: Photo, id: string): Promise<void> {
    const name = place.file(photo.tag)
    const repeated = photo.state === 'failed'
    Object.assign(photo, { state: 'sending', share: 0, why: '' })
    let tries = repeated ? 1 : 0
    try {
      await again(async () => {
        if (tries > 0 && (await place.names(id)).includes(name)) return
        tries += 1
        const form = new FormData()
        for (const [key, value] of Object.entries(place.along ?? {})) form.append(key, value)
        form.append('file', photo.blob, name)
        await upload<Schema<'AddedCaseFile'>>(place.path(id), form, (share) => (photo.share = Math.floor(share * 100))).done
      })
      photo.state = 'sent'
    } catch (error) {
      Object.assign(photo, { state: 'failed', why: ApiProblem.from(error).sentence })
    }
  }

  async function sendAll(id: string): Promise<void> {
    for (const photo of list) if (photo.state === 'ready' || photo.state === 'failed') await sendOne(photo, id)
  }

  /** Lets go of those that have arrived. */
  function dropSent(): void {
    for (const photo of list.filter((one) => one.state === 'sent')) remove(photo.tag)
  }

  return { list, working, note, room, unsent, add, remove, sendAll, dropSent }
}
