// The domain's closed lists, in officials' words.
export const vi = {
	kind: { article: 'Tin, bài', notice: 'Thông báo', page: 'Trang giới thiệu', document: 'Văn bản', procedure: 'Thủ tục hành chính', directive: 'Chỉ đạo, điều hành', guidance: 'Tuyên truyền, hướng dẫn', plan: 'Chiến lược, quy hoạch, kế hoạch', project: 'Dự án, đấu thầu, mua sắm', budget_disclosure: 'Công khai ngân sách', statistic: 'Số liệu thống kê', commendation: 'Khen thưởng, xử phạt tổ chức', public_posting: 'Niêm yết công khai', album: 'Album ảnh', video: 'Video', audio: 'Phát thanh', infographic: 'Đồ họa thông tin', answer: 'Hỏi đáp', official: 'Cán bộ', unit: 'Giới thiệu đơn vị', schedule_week: 'Lịch công tác tuần', hotline: 'Đầu mối liên hệ, đường dây nóng', custom: 'Thông tin khác', consultation: 'Lấy ý kiến', reception_report: 'Báo cáo tiếp thu, giải trình' },
	kinds: { article: 'Tin tức, sự kiện', notice: 'Thông báo', page: 'Trang giới thiệu', document: 'Văn bản', procedure: 'Thủ tục hành chính', directive: 'Chỉ đạo, điều hành', guidance: 'Tuyên truyền, hướng dẫn', plan: 'Chiến lược, quy hoạch, kế hoạch', project: 'Dự án, đầu tư, đấu thầu, mua sắm', budget_disclosure: 'Công khai ngân sách', statistic: 'Số liệu thống kê', commendation: 'Khen thưởng, xử phạt tổ chức, doanh nghiệp', public_posting: 'Niêm yết công khai', album: 'Album ảnh', video: 'Video', audio: 'Phát thanh', infographic: 'Đồ họa thông tin', answer: 'Hỏi đáp', official: 'Cán bộ', unit: 'Đơn vị', schedule_week: 'Lịch công tác tuần', hotline: 'Đầu mối liên hệ, đường dây nóng', custom: 'Thông tin khác', consultation: 'Lấy ý kiến Nhân dân', reception_report: 'Báo cáo tiếp thu, giải trình' },
	field: {
		economy: 'Kinh tế', security: 'An ninh', defense: 'Quốc phòng', culture: 'Văn hóa', society: 'Xã hội', ethnicity: 'Dân tộc',
		belief: 'Tín ngưỡng', propaganda_education: 'Tuyên giáo', mass_mobilization: 'Dân vận'
	},
	infoClass: {
		introduction: 'Giới thiệu (khoản 1)', directing_information: 'Chỉ đạo, điều hành (khoản 2)', news_event: 'Tin tức, sự kiện (khoản 3)',
		legal_dissemination: 'Tuyên truyền, phổ biến, hướng dẫn (khoản 4)', strategy_planning: 'Chiến lược, quy hoạch, kế hoạch (khoản 5)',
		legal_document: 'Văn bản quy phạm pháp luật, văn bản hành chính (khoản 6)', investment_procurement: 'Dự án, đấu thầu, mua sắm công (khoản 7)',
		petition_consultation: 'Phản ánh, kiến nghị, góp ý dự thảo (khoản 8)', online_public_service: 'Dịch vụ công trực tuyến (khoản 9)',
		portal_integration: 'Liên kết, tích hợp (khoản 10)', official_contact: 'Thông tin liên hệ (khoản 11)', other_information: 'Thông tin khác (khoản 12)',
		question_answer: 'Trao đổi – Hỏi đáp', statistical_report: 'Thông tin, báo cáo thống kê'
	},
	genre: {
		news_brief: 'Tin', article: 'Bài', reportage: 'Phóng sự', interview: 'Phỏng vấn', photo_story: 'Phóng sự ảnh', reposted: 'Đăng lại',
		video: 'Video', audio: 'Âm thanh', infographic: 'Đồ họa'
	},
	state: {
		draft: 'Bản thảo', submitted: 'Đã gửi', field_review: 'Chờ kiểm duyệt lĩnh vực', editing: 'Chờ biên tập', board_review: 'Chờ Ban Biên tập duyệt',
		returned: 'Trả lại', rejected: 'Không duyệt', approved: 'Đã duyệt, chờ đăng', scheduled: 'Hẹn giờ đăng', none: 'Không có bản đang sửa'
	},
	status: { live: 'Đang đăng', withdrawn: 'Đã gỡ', redirected: 'Đã chuyển địa chỉ', superseded: 'Đã được thay thế', expired: 'Hết thời gian hiển thị', archived: 'Lưu trữ' },
	stage: { field_review: 'Kiểm duyệt lĩnh vực', editing: 'Biên tập', board_review: 'Ban Biên tập duyệt' },
	taskState: { open: 'Đang chờ', approved: 'Đã duyệt', returned: 'Đã trả lại', rejected: 'Không duyệt', cancelled: 'Đã hủy', sent_up: 'Đã trình Ban Biên tập', rerouted: 'Đã chuyển đơn vị khác' },
	role: {
		editor_in_chief: 'Trưởng Ban Biên tập', deputy_editor_in_chief: 'Phó Trưởng Ban Biên tập', board_secretary: 'Thư ký Ban Biên tập',
		secretariat_member: 'Tổ Thư ký', board_member: 'Thành viên Ban Biên tập', field_reviewer: 'Người kiểm duyệt lĩnh vực',
		section_owner: 'Người phụ trách chuyên mục', unit_head: 'Thủ trưởng đơn vị', unit_editor: 'Người viết của đơn vị', records_clerk: 'Văn thư',
		contributor: 'Cộng tác viên', duty_approver: 'Trực duyệt', budget_appraiser: 'Người thẩm định dự toán', accountant: 'Kế toán',
		ward_chair: 'Chủ tịch UBND phường', auditor: 'Người kiểm tra', technical_administrator: 'Quản trị kỹ thuật'
	},
	verb: {
		section_proposed: 'Đề xuất chuyên mục', section_changed: 'Thay đổi chuyên mục', section_refused: 'Không duyệt đề xuất chuyên mục', section_proposal_withdrawn: 'Rút đề xuất chuyên mục', section_shown_anew: 'Hiển thị lại theo chuyên mục',
		boundary_set: 'Đặt ranh giới', arrangement_proposed: 'Đề xuất bố cục', arrangement_approved: 'Duyệt bố cục', arrangement_refused: 'Không duyệt bố cục', arrangement_withdrawn: 'Rút bản sửa bố cục',
		preset_changed: 'Đổi bộ chức năng', user_changed: 'Sửa thông tin người dùng', user_disabled: 'Khóa tài khoản', user_enabled: 'Mở khóa tài khoản', user_invited: 'Gửi lời mời', invitation_accepted: 'Nhận lời mời',
		role_ended: 'Kết thúc vai trò', role_delegated: 'Ủy quyền', absence_set: 'Ghi kỳ nghỉ', absence_cancelled: 'Hủy kỳ nghỉ', body_formed: 'Thành lập theo quyết định', contributor_entered: 'Ghi sổ cộng tác viên',
		participant_asked: 'Đăng ký cung cấp tin', participant_accepted: 'Chấp nhận đăng ký', participant_refused: 'Từ chối đăng ký',
		factor_added: 'Thêm lớp xác thực', factor_renamed: 'Đặt tên lớp xác thực', factor_revoked: 'Gỡ lớp xác thực', recovery_codes_made: 'Tạo mã khôi phục', recovery_code_used: 'Dùng mã khôi phục', factors_reset: 'Đặt lại xác thực hai lớp', review_link_made: 'Tạo liên kết duyệt', review_link_revoked: 'Thu hồi liên kết duyệt',
		outgoing_entered: 'Vào sổ văn bản đi', outgoing_corrected: 'Sửa dòng sổ văn bản đi', event_logged: 'Ghi sự kiện', event_corrected: 'Sửa sự kiện',
		approval_logged: 'Ghi việc phê duyệt', approval_corrected: 'Sửa việc phê duyệt', duty_excused: 'Đánh dấu không thuộc diện đăng', duty_restored: 'Đưa lại vào diện đăng',
		duty_linked: 'Gắn bài với việc phải đăng', fact_changed: 'Ghi nhận thông tin thay đổi', fact_renewed: 'Trang đã cập nhật thông tin mới', fact_change_closed: 'Khép việc cập nhật thông tin',
		orientation_written: 'Viết định hướng tháng', plan_made: 'Lập kế hoạch', plan_changed: 'Sửa kế hoạch', plan_assigned: 'Giao việc theo kế hoạch',
		plan_assignment_done: 'Báo kết quả việc được giao',
		create: 'Tạo bản thảo', created: 'Tạo bản thảo', item_created: 'Tạo bản thảo', field_approved: 'Duyệt lĩnh vực', submit: 'Gửi duyệt', submitted: 'Gửi duyệt', resubmit: 'Gửi lại', recall: 'Thu hồi bản gửi', recalled: 'Thu hồi bản gửi',
		route: 'Phân luồng kiểm duyệt', routed: 'Phân luồng kiểm duyệt', route_to_board: 'Trình thẳng Ban Biên tập', reprojected: 'Hiển thị lại', kind_defined: 'Lập loại nội dung', addresses_kept: 'Giữ địa chỉ của cổng cũ', archive_loaded: 'Nạp từ bản lưu chuyển', kind_retired: 'Thôi dùng loại nội dung', route_to_editing: 'Chuyển Tổ Thư ký biên tập', claim: 'Nhận việc', claimed: 'Nhận việc', release: 'Nhả việc', released: 'Nhả việc',
		approve: 'Duyệt', approved: 'Duyệt', approve_field: 'Duyệt lĩnh vực', approve_at: 'Duyệt, hẹn giờ đăng', approve_hold: 'Duyệt, chưa đăng',
		return: 'Trả lại', returned: 'Trả lại', reject: 'Không duyệt', rejected: 'Không duyệt', send_up: 'Trình Ban Biên tập', sent_up: 'Trình Ban Biên tập',
		send_back: 'Chuyển lại Tổ Thư ký', sent_back: 'Chuyển lại Tổ Thư ký', publish: 'Đăng', published: 'Đăng', schedule: 'Hẹn giờ đăng', scheduled: 'Hẹn giờ đăng',
		urgent_published: 'Đăng tin khẩn', urgent_updated: 'Cập nhật tin khẩn', urgent_checked: 'Hậu kiểm tin khẩn', urgent_template_revised: 'Sửa mẫu tin khẩn', urgent_template_approved: 'Duyệt mẫu tin khẩn', urgent_template_retired: 'Thôi dùng mẫu tin khẩn',
		duty_shift_set: 'Xếp ca trực', duty_shift_removed: 'Bỏ ca trực',
		withdraw: 'Gỡ bài', withdrawn: 'Gỡ bài', restore: 'Khôi phục', restored: 'Khôi phục', new_edition: 'Mở bản sửa mới', edition_opened: 'Mở bản sửa mới',
		correct: 'Đính chính', corrected: 'Đính chính', discard_edition: 'Bỏ bản đang sửa', edition_discarded: 'Bỏ bản đang sửa', content_reviewed: 'Rà soát: vẫn đúng', archive: 'Lưu trữ', archived: 'Lưu trữ',
		expire: 'Hết thời gian hiển thị', expired: 'Hết thời gian hiển thị', revision_named: 'Đặt tên bản sửa', name_revision: 'Đặt tên bản sửa', restore_revision: 'Khôi phục bản sửa cũ',
		revision_restored: 'Khôi phục bản sửa cũ', update: 'Cập nhật', updated: 'Cập nhật', take_over: 'Giành quyền sửa', taken_over: 'Giành quyền sửa', redirect: 'Chuyển địa chỉ', supersede: 'Thay bằng bản mới',
		abbreviation_set: 'Đặt cách đọc chữ viết tắt', abbreviation_ended: 'Bỏ cách đọc chữ viết tắt', quick_send_link_made: 'Tạo liên kết gửi nhanh', quick_send_link_revoked: 'Thu hồi liên kết gửi nhanh',
		task_claimed: 'Nhận việc', task_released: 'Nhả việc', task_given: 'Giao việc', task_rerouted: 'Chuyển đơn vị duyệt', task_warned: 'Nhắc sắp đến hạn duyệt',
		task_passed: 'Chuyển người duyệt thay', small_edited: 'Sửa nhỏ và duyệt', routing_rule_added: 'Thêm luật phân luồng', routing_rule_ended: 'Kết thúc luật phân luồng',
		alternate_named: 'Cử người duyệt thay', alternate_ended: 'Thôi người duyệt thay', review_setting_set: 'Đổi quy định kiểm duyệt',
		reorganisation_planned: 'Lập kế hoạch sắp xếp đơn vị', reorganised: 'Sắp xếp đơn vị',
		delegate: 'Giao lại', reroute: 'Chuyển đơn vị khác', small_edit: 'Sửa nhỏ và duyệt',
		consultation_opened: 'Mở nhận ý kiến', consultation_closed: 'Kết thúc nhận ý kiến', consultation_extended: 'Gia hạn lấy ý kiến', opinion_received: 'Nhận ý kiến góp ý', opinion_file_added: 'Nhận tệp kèm ý kiến', opinion_published: 'Đăng ý kiến góp ý', opinion_refused: 'Không đăng ý kiến góp ý', opinions_answered: 'Ghi kết quả tiếp thu', reception_report_made: 'Lập báo cáo tiếp thu, giải trình', opinion_sender_told: 'Báo kết quả cho người góp ý',
		violation_reported: 'Nhận báo cáo vi phạm', violation_taken: 'Nhận hoặc trả xử lý báo cáo vi phạm', violation_decided: 'Xử lý báo cáo vi phạm', violation_reporter_told: 'Trả lời người báo vi phạm',
		comment_opened: 'Góp ý vào đoạn', comment_answered: 'Trả lời góp ý', comment_resolved: 'Đóng góp ý', comment_reopened: 'Mở lại góp ý', flags_confirmed: 'Xác nhận đã xem cảnh báo tự động',
		word_entry_added: 'Thêm từ vào danh sách', word_entry_changed: 'Sửa danh sách từ',
		notice_choice_set: 'Chọn cách nhận thư', keeping_ended: 'Hết hạn lưu dữ liệu', message_worded: 'Sửa mẫu thư, tin báo', reminded: 'Đôn đốc đơn vị', user_added: 'Thêm người dùng', role_assigned: 'Giao vai trò', password_changed: 'Đổi mật khẩu', unit_added: 'Thêm đơn vị', section_added: 'Thêm chuyên mục', setting_changed: 'Đổi cài đặt', media_added: 'Tải ảnh, tệp lên', media_described: 'Ghi thông tin ảnh, tệp', board_approved: 'Ban Biên tập duyệt',
		letter_received: 'Nhận thư', letter_classified: 'Phân loại thư', letter_forwarded: 'Chuyển thư', letter_handed_back: 'Chuyển lại thư', letter_taken: 'Nhận xử lý thư', letter_answer_drafted: 'Soạn trả lời', letter_answer_submitted: 'Trình trả lời', letter_answer_returned: 'Trả lại dự thảo trả lời', letter_answered: 'Duyệt, gửi trả lời', letter_progress: 'Thông báo quá trình xử lý', letter_closed: 'Kết thúc thư', letter_reopened: 'Người gửi đề nghị xem lại', letter_out_of_scope: 'Báo không thuộc thẩm quyền', letter_referred: 'Niêm phong, hướng dẫn khiếu nại, tố cáo', letter_rejected: 'Không tiếp nhận thư', letter_merged: 'Gộp thư', letter_published: 'Trình đăng câu trả lời', letter_rated: 'Người gửi đánh giá', letter_erased: 'Xóa thư', letter_keys_rewrapped: 'Thay khóa mã hóa thư', data_right_asked: 'Yêu cầu về dữ liệu cá nhân', data_right_moved: 'Giải quyết yêu cầu về dữ liệu cá nhân', answer_template_set: 'Sửa mẫu trả lời', letter_setting_set: 'Sửa cài đặt thư',
		clock_started: 'Bắt đầu tính hạn', clock_stopped: 'Hoàn thành, dừng tính hạn', clock_cancelled: 'Hủy thời hạn', clock_extended: 'Gia hạn', clock_recomputed: 'Tính lại thời hạn', clock_level_reached: 'Nhắc hạn', calendar_changed: 'Sửa lịch làm việc', deadline_rule_changed: 'Sửa quy tắc thời hạn', deadline_setting_changed: 'Sửa cách nhắc hạn'
	},
	contentField: {
		title: 'Tiêu đề', summary: 'Tóm tắt', body: 'Nội dung', body_html: 'Nội dung', section: 'Chuyên mục', section_id: 'Chuyên mục', tags: 'Thẻ', fields: 'Lĩnh vực', info_class: 'Loại thông tin',
		genre: 'Thể loại', authors: 'Tác giả', source: 'Nguồn tin', lead_image: 'Ảnh đại diện', lang: 'Ngôn ngữ', details: 'Thông tin riêng', media: 'Ảnh, tệp', attachments: 'Tệp đính kèm',
		number: 'Số', symbol: 'Ký hiệu', doc_type: 'Loại văn bản', issuing_body: 'Cơ quan ban hành', signer: 'Người ký', signer_position: 'Chức vụ người ký',
		issued_on: 'Ngày ban hành', effective_on: 'Ngày có hiệu lực', expires_on: 'Ngày hết hiệu lực', issuer_relation: 'Quan hệ với cơ quan ban hành',
		abstract: 'Trích yếu', validity_note: 'Ghi chú hiệu lực', occurred_at: 'Thời gian diễn ra', decided_on: 'Ngày ban hành, phê duyệt hoặc quyết định công bố', place: 'Địa điểm', display_until: 'Hiển thị đến', audience: 'Đối tượng',
		code: 'Mã thủ tục', authority: 'Cơ quan thực hiện', level: 'Mức độ trực tuyến', partial_reason: 'Lý do một phần', national_url: 'Liên kết Cổng Dịch vụ công quốc gia',
		steps: 'Trình tự thực hiện', dossier: 'Thành phần hồ sơ', time_limit: 'Thời hạn giải quyết', fee: 'Phí, lệ phí', result: 'Kết quả', legal_basis: 'Căn cứ pháp lý', conditions: 'Yêu cầu, điều kiện'
	},
	flag: {
		secrecy_mark: 'Dấu chỉ độ mật', banned_phrase: 'Cụm từ không được dùng', id_number: 'Số căn cước, CMND', phone_number: 'Số điện thoại', bank_account: 'Số tài khoản ngân hàng',
		birth_date: 'Ngày, năm sinh của cá nhân', home_address: 'Nơi ở của cá nhân', email_address: 'Thư điện tử cá nhân', child_consent: 'Ảnh trẻ em chưa rõ sự đồng ý', legacy_font: 'Chữ còn sót của phông cũ',
		hidden_data: 'Phần ẩn trong tệp đính kèm', unscanned: 'Tệp đính kèm máy chưa đọc hết'
	},
	wordList: { secrecy_mark: 'Dấu chỉ độ mật', banned_phrase: 'Cụm từ không được dùng', child_word: 'Từ nói về trẻ em', official_contact: 'Liên hệ công vụ được đăng' },
	severity: { block: 'Chặn', confirm: 'Cần xác nhận' },
	manner: { link: 'liên kết trong bài', picture: 'ảnh trong bài', lead_picture: 'ảnh đại diện', details: 'thông tin kèm theo', source: 'nguồn tin', attachment: 'tệp đính kèm' },
	sourceKind: { own: 'Tin của đơn vị', other: 'Nguồn khác' },
	validity: { in_force: 'Còn hiệu lực', not_yet_effective: 'Chưa có hiệu lực', expired: 'Hết hiệu lực', partly_expired: 'Hết hiệu lực một phần', suspended: 'Ngưng hiệu lực', no_longer_suitable: 'Không còn phù hợp', unknown: 'Chưa rõ hiệu lực' },
	level: { full: 'Toàn trình', partial: 'Một phần' },
	issuerRelation: { own: 'Cơ quan mình ban hành', in_scope: 'Thuộc phạm vi điều chỉnh' },
	revisionReason: { import: 'Khi nhập dữ liệu', named: 'Lưu có tên', submit: 'Khi gửi duyệt', send_up: 'Khi trình Ban Biên tập', small_edit: 'Sửa nhỏ khi duyệt', urgent: 'Tin khẩn' },
	remarkKind: { return: 'Trả lại', reject: 'Không duyệt', note: 'Ghi chú', approve: 'Duyệt' },
	lang: { vi: 'Tiếng Việt', en: 'Tiếng Anh' }
};
export type Words = { [group in keyof typeof vi]: Record<string, string> };
