/**
 * The Vant parts in use, with their styles one by one: the icon font, a third of the library's weight, stays out;
 * our few icons are SVG.
 */
import 'vant/es/style/base.css'
import 'vant/es/badge/index.css'
import 'vant/es/button/index.css'
import 'vant/es/cell/index.css'
import 'vant/es/cell-group/index.css'
import 'vant/es/dialog/index.css'
import 'vant/es/field/index.css'
import 'vant/es/loading/index.css'
import 'vant/es/overlay/index.css'
import 'vant/es/popup/index.css'
import 'vant/es/pull-refresh/index.css'
import 'vant/es/skeleton/index.css'
import 'vant/es/skeleton-paragraph/index.css'
import 'vant/es/skeleton-title/index.css'
import 'vant/es/switch/index.css'
import 'vant/es/tabbar/index.css'
import 'vant/es/tabbar-item/index.css'

export {
  Button as VanButton,
  Cell as VanCell,
  CellGroup as VanCellGroup,
  Dialog as VanDialog,
  Field as VanField,
  PullRefresh as VanPullRefresh,
  Skeleton as VanSkeleton,
  Switch as VanSwitch,
  Tabbar as VanTabbar,
  TabbarItem as VanTabbarItem,
} from 'vant'
