import { Calendar, OfficeBuilding } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { c } from './locales/receptions'
import { r } from './locales/rooms'
import { t } from './locales/zh'

/** Rooms where people say what troubles them: where they are, who is on duty, on which days people are received. */
export default defineModule({
  name: 'room',
  pages: [
    { name: 'room.list', path: '/rooms', title: r.title, permission: 'room.read', menu: { group: 'work', order: 16, icon: OfficeBuilding }, component: () => import('./RoomList.vue') },
    { name: 'room.new', path: '/rooms/new', title: r.form.new, permission: 'room.create', parent: 'room.list', component: () => import('./RoomForm.vue') },
    { name: 'room.coverage', path: '/room-coverage', title: r.coverage.title, permission: 'room.read', parent: 'room.list', component: () => import('./RoomCoverage.vue') },
    { name: 'room.without', path: '/room-coverage/without', title: r.without.title, permission: 'room.read', parent: 'room.coverage', component: () => import('./RoomWithout.vue') },
    { name: 'room.detail', path: '/rooms/:id', title: r.detail, permission: 'room.read', parent: 'room.list', component: () => import('./RoomDetail.vue') },
    { name: 'room.edit', path: '/rooms/:id/edit', title: r.form.edit, permission: 'room.update', parent: 'room.list', component: () => import('./RoomForm.vue') },
    { name: 'room.receptions', path: '/receptions', title: c.title, permission: 'reception.read', menu: { group: 'work', order: 17, icon: Calendar }, component: () => import('./ReceptionList.vue') },
    { name: 'room.reception-new', path: '/receptions/new', title: c.form.new, permission: 'reception.create', parent: 'room.receptions', component: () => import('./ReceptionForm.vue') },
    { name: 'room.reception', path: '/receptions/:id', title: c.detail, permission: 'reception.read', parent: 'room.receptions', component: () => import('./ReceptionDetail.vue') },
    { name: 'room.reception-edit', path: '/receptions/:id/edit', title: c.form.edit, permission: 'reception.update', parent: 'room.receptions', component: () => import('./ReceptionForm.vue') },
    { name: 'room.poster', path: '/union-room-poster/:id', title: t.title, permission: 'case.read', parent: 'union.list', component: () => import('./RoomPoster.vue') },
  ],
})
