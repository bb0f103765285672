import { Location, User } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'member',
  pages: [
    {
      name: 'member.list',
      path: '/members',
      title: menu.title,
      permission: 'member.read',
      menu: { group: 'register', order: 10, icon: User },
      component: () => import('./MemberList.vue'),
    },
    { name: 'member.newcomers', path: '/newcomers', title: menu.newcomers, permission: 'member.read', menu: { group: 'register', order: 11, icon: Location }, component: () => import('./Newcomers.vue') },
    { name: 'member.new', path: '/members/new', title: menu.new, permission: 'member.create', parent: 'member.list', component: () => import('./MemberForm.vue') },
    { name: 'member.detail', path: '/members/:id', title: menu.detail, permission: 'member.read', parent: 'member.list', component: () => import('./MemberDetail.vue') },
    { name: 'member.edit', path: '/members/:id/edit', title: menu.edit, permission: 'member.update', parent: 'member.list', component: () => import('./MemberForm.vue') },
  ],
})
