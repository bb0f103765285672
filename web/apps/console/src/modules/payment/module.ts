import { CreditCard } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'payment',
  pages: [
    { name: 'payment.batches', path: '/payments', title: menu.title, permission: 'payment.read', menu: { group: 'work', order: 47, icon: CreditCard }, component: () => import('./BatchList.vue') },
    { name: 'payment.batch-new', path: '/payments/new', title: menu.batchNew, permission: 'payment.create', parent: 'payment.batches', component: () => import('./BatchNew.vue') },
    { name: 'payment.returns', path: '/payments/returns', title: menu.returns, permission: 'payment.read', parent: 'payment.batches', component: () => import('./ReturnList.vue') },
    { name: 'payment.answers', path: '/payments/answers', title: menu.answers, permission: 'payment.read', parent: 'payment.batches', component: () => import('./AnswerList.vue') },
    { name: 'payment.answer', path: '/payments/answers/:id', title: menu.answer, permission: 'payment.read', parent: 'payment.answers', component: () => import('./AnswerDetail.vue') },
    { name: 'payment.batch', path: '/payments/:id', title: menu.batch, permission: 'payment.read', parent: 'payment.batches', component: () => import('./BatchDetail.vue') },
  ],
})
