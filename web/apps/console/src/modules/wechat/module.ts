import { ChatDotRound } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'wechat',
  pages: [{ name: 'wechat.home', path: '/wechat', title: menu.title, permission: 'wechat.read', menu: { group: 'system', order: 75, icon: ChatDotRound }, component: () => import('./WechatPage.vue') }],
})
