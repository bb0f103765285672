import { Calendar, OfficeBuilding } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

/** Rooms where people say what troubles them: where they are, who is on duty, on which days people are received. */
export default defineModule({
  name: 'room',
  pages: [
    { name: 'room.list', path: '/rooms', title: menu.title, permission: 'room.read', menu: { group: 'work', order: 21, icon: OfficeBuilding }, component: () => import('./RoomList.vue') },
    { name: 'room.new', path: '/rooms/new', title: menu.new, permission: 'room.create', parent: 'room.list', component: () => import('./RoomForm.vue') },
    { name: 'room.coverage', path: '/room-coverage', title: menu.coverage, permission: 'room.read', parent: 'room.list', component: () => import('./RoomCoverage.vue') },
    { name: 'room.without', path: '/room-coverage/without', title: menu.without, permission: 'room.read', parent: 'room.coverage', component: () => import('./RoomWithout.vue') },
    { name: 'room.detail', path: '/rooms/:id', title: menu.detail, permission: 'room.read', parent: 'room.list', component: () => import('./RoomDetail.vue') },
    { name: 'room.edit', path: '/rooms/:id/edit', title: menu.edit, permission: 'room.update', parent: 'room.list', component: () => import('./RoomForm.vue') },
    { name: 'room.receptions', path: '/receptions', title: menu.receptions, permission: 'reception.read', menu: { group: 'work', order: 22, icon: Calendar }, component: () => import('./ReceptionList.vue') },
    { name: 'room.reception-new', path: '/receptions/new', title: menu.receptionNew, permission: 'reception.create', parent: 'room.receptions', component: () => import('./ReceptionForm.vue') },
    { name: 'room.reception', path: '/receptions/:id', title: menu.reception, permission: 'reception.read', parent: 'room.receptions', component: () => import('./ReceptionDetail.vue') },
    { name: 'room.reception-edit', path: '/receptions/:id/edit', title: menu.receptionEdit, permission: 'reception.update', parent: 'room.receptions', component: () => import('./ReceptionForm.vue') },
    { name: 'room.poster', path: '/union-room-poster/:id', title: menu.poster, permission: 'case.read', parent: 'union.list', component: () => import('./RoomPoster.vue') },
  ],
})
