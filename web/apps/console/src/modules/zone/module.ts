import { MapLocation } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'zone',
  pages: [
    { name: 'zone.list', path: '/zones', title: menu.title, permission: 'zone.read', menu: { group: 'work', order: 60, icon: MapLocation }, component: () => import('./ZoneList.vue') },
    { name: 'zone.map', path: '/zone-map', title: menu.map, permission: 'zone.read', parent: 'zone.list', component: () => import('./ZoneMap.vue') },
    { name: 'zone.new', path: '/zones/new', title: menu.new, permission: 'zone.create', parent: 'zone.list', component: () => import('./ZoneForm.vue') },
    { name: 'zone.detail', path: '/zones/:id', title: menu.detail, permission: 'zone.read', parent: 'zone.list', component: () => import('./ZoneDetail.vue') },
    { name: 'zone.edit', path: '/zones/:id/edit', title: menu.edit, permission: 'zone.update', parent: 'zone.list', component: () => import('./ZoneForm.vue') },
  ],
})
