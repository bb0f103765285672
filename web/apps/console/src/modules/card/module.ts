import { Postcard } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'card',
  pages: [
    { name: 'card.list', path: '/benefits/cards', title: menu.title, permission: 'benefit_card.read', menu: { group: 'benefits', order: 30, icon: Postcard }, component: () => import('./CardList.vue') },
    { name: 'card.batches', path: '/benefits/cards/batches', title: menu.batches, permission: 'benefit_card.read', parent: 'card.list', component: () => import('./CardBatchList.vue') },
    { name: 'card.batch', path: '/benefits/cards/batches/:id', title: menu.batch, permission: 'benefit_card.read', parent: 'card.batches', component: () => import('./CardBatchDetail.vue') },
    { name: 'card.sign', path: '/benefits/cards/sign', title: menu.sign, permission: 'benefit_card.read', parent: 'card.list', component: () => import('./CardSignPaper.vue') },
    { name: 'card.detail', path: '/benefits/cards/:person/:id', title: menu.detail, permission: 'benefit_card.read', parent: 'card.list', component: () => import('./CardDetail.vue') },
  ],
})
