import { MapLocation } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'zone',
  pages: [
    { name: 'zone.list', path: '/zones', title: t.title, permission: 'zone.read', menu: { group: 'work', order: 60, icon: MapLocation }, component: () => import('./ZoneList.vue') },
    { name: 'zone.map', path: '/zone-map', title: t.map.title, permission: 'zone.read', parent: 'zone.list', component: () => import('./ZoneMap.vue') },
    { name: 'zone.new', path: '/zones/new', title: t.new, permission: 'zone.create', parent: 'zone.list', component: () => import('./ZoneForm.vue') },
    { name: 'zone.detail', path: '/zones/:id', title: t.detail, permission: 'zone.read', parent: 'zone.list', component: () => import('./ZoneDetail.vue') },
    { name: 'zone.edit', path: '/zones/:id/edit', title: t.edit, permission: 'zone.update', parent: 'zone.list', component: () => import('./ZoneForm.vue') },
  ],
})
