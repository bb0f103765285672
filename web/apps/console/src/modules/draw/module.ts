import { Trophy } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'draw',
  pages: [
    { name: 'draw.rooms', path: '/benefits/draws', title: menu.title, permission: 'campaign.read', menu: { group: 'benefits', order: 40, icon: Trophy }, component: () => import('./DrawList.vue') },
    { name: 'draw.room', path: '/benefits/draws/:id', title: menu.room, permission: 'campaign.read', parent: 'draw.rooms', component: () => import('./DrawRoom.vue') },
    { name: 'draw.winners', path: '/benefits/draws/:id/winners', title: menu.winners, permission: 'campaign.read', parent: 'draw.room', component: () => import('./WinnerList.vue') },
  ],
})
