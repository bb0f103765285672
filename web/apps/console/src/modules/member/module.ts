import { Location, User } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t as flags } from './locales/flags'
import { t } from './locales/zh'

export default defineModule({
  name: 'member',
  pages: [
    {
      name: 'member.list',
      path: '/members',
      title: t.title,
      permission: 'member.read',
      menu: { group: 'register', order: 10, icon: User },
      component: () => import('./MemberList.vue'),
    },
    { name: 'member.newcomers', path: '/newcomers', title: flags.newcomers, permission: 'member.read', menu: { group: 'register', order: 11, icon: Location }, component: () => import('./Newcomers.vue') },
    { name: 'member.new', path: '/members/new', title: t.new, permission: 'member.create', parent: 'member.list', component: () => import('./MemberForm.vue') },
    { name: 'member.detail', path: '/members/:id', title: t.detail, permission: 'member.read', parent: 'member.list', component: () => import('./MemberDetail.vue') },
    { name: 'member.edit', path: '/members/:id/edit', title: t.edit, permission: 'member.update', parent: 'member.list', component: () => import('./MemberForm.vue') },
  ],
})
