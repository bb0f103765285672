import { defineModule } from '../../module'
import { t } from './locales/zh'

/** The room of a union where people say what troubles them: its poster. */
export default defineModule({
  name: 'room',
  pages: [{ name: 'room.poster', path: '/union-room-poster/:id', title: t.title, permission: 'case.read', parent: 'union.list', component: () => import('./RoomPoster.vue') }],
})
