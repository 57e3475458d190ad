-- phpMyAdmin SQL Dump
-- Written for these tests in the shape of NukeViet 4.5; nothing of it is real.
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
/*!40101 SET NAMES utf8mb4 */;

CREATE TABLE `nv4_vi_news_cat` (
  `catid` smallint(5) UNSIGNED NOT NULL,
  `parentid` smallint(5) UNSIGNED NOT NULL DEFAULT '0',
  `title` varchar(250) NOT NULL,
  `alias` varchar(250) NOT NULL DEFAULT '',
  `status` smallint(4) NOT NULL DEFAULT '1'
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;

INSERT INTO `nv4_vi_news_cat` (`catid`, `parentid`, `title`, `alias`, `status`) VALUES
(1, 0, 'Tin tức - Sự kiện', 'Tin-tuc', 1),
(2, 0, 'Chuyện cũ', 'Chuyen-cu', 1);

CREATE TABLE `nv4_vi_news_sources` (
  `sourceid` mediumint(8) UNSIGNED NOT NULL,
  `title` varchar(250) NOT NULL DEFAULT '',
  `link` varchar(255) DEFAULT ''
) ENGINE=MyISAM;
/*!40000 ALTER TABLE `nv4_vi_news_sources` DISABLE KEYS */;
INSERT INTO `nv4_vi_news_sources` VALUES (7, 'Báo Hải Phòng', 'https://baohaiphong.example/bai-goc');

CREATE TABLE `nv4_vi_news_rows` (
  `id` int(11) UNSIGNED NOT NULL,
  `catid` smallint(5) UNSIGNED NOT NULL DEFAULT '0',
  `listcatid` varchar(255) NOT NULL DEFAULT '',
  `author` varchar(250) DEFAULT '',
  `sourceid` mediumint(8) NOT NULL DEFAULT '0',
  `addtime` int(11) UNSIGNED NOT NULL DEFAULT '0',
  `status` tinyint(4) NOT NULL DEFAULT '1',
  `publtime` int(11) UNSIGNED NOT NULL DEFAULT '0',
  `exptime` int(11) UNSIGNED NOT NULL DEFAULT '0',
  `title` varchar(250) NOT NULL DEFAULT '',
  `alias` varchar(250) NOT NULL DEFAULT '',
  `hometext` text NOT NULL,
  `homeimgfile` varchar(255) DEFAULT '',
  `homeimgalt` varchar(255) DEFAULT '',
  `external_link` tinyint(1) UNSIGNED NOT NULL DEFAULT '0'
) ENGINE=MyISAM;

INSERT INTO `nv4_vi_news_rows` (`id`, `catid`, `listcatid`, `author`, `sourceid`, `addtime`, `status`, `publtime`, `exptime`, `title`, `alias`, `hometext`, `homeimgfile`, `homeimgalt`, `external_link`) VALUES
(11, 1, '1,2', 'Ban Biên tập', 0, 1700000000, 1, 1700000000, 0, 'Phường \"ra quân\" dọn kênh; bà con hưởng ứng', 'phuong-ra-quan-don-kenh', 'Sáng nay, bà con dọn kênh.', '2023_11/kenh.png', 'Bà con dọn kênh', 0),
(12, 2, '2', '', 7, 1600000000, 1, 1600000000, 1650000000, 'Bài đăng lại của báo', 'bai-dang-lai', '', '', '', 0),
(13, 1, '1', '', 0, 1700000500, 4, 0, 0, 'Bản nháp chưa xong', 'ban-nhap', 'x', '', '', 0),
(14, 1, '1', '', 0, 1700000600, 1, 1700000600, 0, 'Chỉ là liên kết', 'chi-la-lien-ket', 'https://vidu.vn', '', '', 1),
(15, 1, '1', '', 0, 1700000700, 1, 1700000700, 0, '', 'khong-tieu-de', 'x', '', '', 0),
(16, 1, '1', '', 0, 1700000800, 1, 1700000800, 0, 'Bài không có thân bài', 'khong-than', 'Chỉ có tóm tắt.', '', '', 0);

CREATE TABLE `nv4_vi_news_1` (
  `id` int(11) UNSIGNED NOT NULL,
  `title` varchar(250) NOT NULL DEFAULT ''
) ENGINE=MyISAM;
INSERT INTO `nv4_vi_news_1` VALUES (11, 'Bảng lặp lại theo chuyên mục; không nhập');

CREATE TABLE IF NOT EXISTS `nv4_vi_news_detail` (
  `id` int(11) UNSIGNED NOT NULL,
  `bodyhtml` longtext NOT NULL,
  `keywords` varchar(255) DEFAULT '',
  `sourcetext` varchar(255) DEFAULT '',
  `files` text
) ENGINE=MyISAM;
INSERT INTO `nv4_vi_news_detail` (`id`, `bodyhtml`, `keywords`, `sourcetext`, `files`) VALUES
(11, '<p onclick=\"alert(1)\">Hơn <b>ba trăm</b> người tham gia.</p><p><img alt=\"Bờ kênh\" src=\"/uploads/news/2023_11/kenh.png\" /></p><p><img src=\"https://noikhac.example/a.jpg\" /></p><script>alert(\'x\')</script>', 'kênh', '', NULL),
(12, '<p><font face=\".VnTime\">C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng</font></p>', '', '', NULL),
(13, '<p>nháp</p>', '', '', NULL),
(14, '', '', '', NULL),
(15, '<p>x</p>', '', '', NULL);
